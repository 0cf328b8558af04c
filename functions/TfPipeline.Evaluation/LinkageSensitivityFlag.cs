namespace TfPipeline.Evaluation;

/// <summary>Flags main estimates that are sensitive to linkage: another treatment of uncertain links gives an effect outside their interval.</summary>
internal static class LinkageSensitivityFlag
{
    private static readonly string[] Others = [Estimators.WithPossibleLinks, Estimators.WithoutNumbers, Estimators.LinkCorrected, Estimators.ImputedLinks];

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        var others = effects.Where(e => e.Estimate is not null && Others.Contains(e.Estimator, StringComparer.Ordinal)).ToLookup(e => (e.Outcome, e.Window));
        return Array.ConvertAll(effects, e => string.Equals(e.Estimator, Estimators.AttWeights, StringComparison.Ordinal) && e.Estimate is { } main
            && others[(e.Outcome, e.Window)].Any(o => o.Estimate!.Effect < main.Low || o.Estimate.Effect > main.High)
            ? e with { Flags = [.. e.Flags, EffectFlags.LinkageSensitive] }
            : e);
    }
}
