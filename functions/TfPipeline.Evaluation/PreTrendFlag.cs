namespace TfPipeline.Evaluation;

/// <summary>Flags estimates of change where the event study's joint test found that the groups' paths differed before the index date.</summary>
internal static class PreTrendFlag
{
    private const double Level = 0.05;

    private static readonly string[] OfChange = [Estimators.DifferenceInDifferences, Estimators.EventStudy];

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        // p values adjusted over the outcomes, because one test in twenty would fail by chance.
        var tests = effects.Where(e => e.EventStudy?.PreTestPValue is not null).DistinctBy(e => e.Outcome, StringComparer.Ordinal).ToArray();
        var adjusted = MultipleTesting.BenjaminiHochberg([.. tests.Select(e => e.EventStudy!.PreTestPValue!.Value)]);
        var failed = tests.Where((_, i) => adjusted[i] < Level).Select(e => e.Outcome).ToHashSet(StringComparer.Ordinal);
        return Array.ConvertAll(effects, e => failed.Contains(e.Outcome) && OfChange.Contains(e.Estimator, StringComparer.Ordinal)
            ? e with { Flags = [.. e.Flags, EffectFlags.PreTrend] }
            : e);
    }
}
