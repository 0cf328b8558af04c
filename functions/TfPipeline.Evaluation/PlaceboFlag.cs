namespace TfPipeline.Evaluation;

/// <summary>Flags the effects of outcomes whose placebo test found a difference before the index date.</summary>
internal static class PlaceboFlag
{
    private const double Level = 0.05;

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        // p values adjusted for multiple testing, because one placebo in twenty would fail by chance.
        var failed = effects
            .Where(e => string.Equals(e.Estimator, Estimators.Placebo, StringComparison.Ordinal) && e.Estimate?.AdjustedPValue < Level)
            .Select(e => e.Outcome).ToHashSet(StringComparer.Ordinal);
        return Array.ConvertAll(effects, e => failed.Contains(e.Outcome) && !string.Equals(e.Estimator, Estimators.Naive, StringComparison.Ordinal)
            ? e with { Flags = [.. e.Flags, EffectFlags.PlaceboFails] }
            : e);
    }
}
