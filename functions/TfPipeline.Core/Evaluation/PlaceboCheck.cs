namespace TfPipeline.Core.Evaluation;

/// <summary>Marks the effects of outcomes whose placebo found a difference before anyone was on the programme.</summary>
internal static class PlaceboCheck
{
    private const double Level = 0.05;

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        // After adjustment for many outcomes: one in twenty placebos would fail by chance alone.
        var failed = effects
            .Where(e => string.Equals(e.Estimator, Estimators.Placebo, StringComparison.Ordinal) && e.Estimate?.AdjustedPValue < Level)
            .Select(e => e.Outcome).ToHashSet(StringComparer.Ordinal);
        return Array.ConvertAll(effects, e => failed.Contains(e.Outcome) && !string.Equals(e.Estimator, Estimators.Naive, StringComparison.Ordinal)
            ? e with { Flags = [.. e.Flags, EffectFlags.PlaceboFails] }
            : e);
    }
}
