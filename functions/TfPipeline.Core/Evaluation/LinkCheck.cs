namespace TfPipeline.Core.Evaluation;

/// <summary>Marks main estimates whose interval another treatment of doubtful links would leave.</summary>
internal static class LinkCheck
{
    private static readonly string[] Others = [Estimators.WithPossibleLinks, Estimators.WithoutNumbers, Estimators.LinkCorrected, Estimators.ImputedLinks];

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        var others = effects.Where(e => e.Estimate is not null && Others.Contains(e.Estimator, StringComparer.Ordinal)).ToLookup(e => (e.Outcome, e.Window));
        return Array.ConvertAll(effects, e => string.Equals(e.Estimator, Estimators.OddsWeights, StringComparison.Ordinal) && e.Estimate is { } main
            && others[(e.Outcome, e.Window)].Any(o => o.Estimate!.Effect < main.Low || o.Estimate.Effect > main.High)
            ? e with { Flags = [.. e.Flags, EffectFlags.HangsOnLinks] }
            : e);
    }
}
