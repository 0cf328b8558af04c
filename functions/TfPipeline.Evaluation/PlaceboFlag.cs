namespace TfPipeline.Evaluation;

/// <summary>Flags the effects of outcomes whose placebo found a difference before the index date, or one that would be enough to explain the effect.</summary>
internal static class PlaceboFlag
{
    private const double Level = 0.05;

    // A placebo that lies as near to zero as chance alone puts nine of ten explains nothing.
    private const double Hint = 0.1;

    // They take away what stays the same over time, which is what a placebo finds.
    private static readonly string[] OfChange = [Estimators.DifferenceInDifferences, Estimators.EventStudy];

    public static OutcomeEffect[] Flag(OutcomeEffect[] effects)
    {
        var placebos = effects.Where(e => string.Equals(e.Estimator, Estimators.Placebo, StringComparison.Ordinal) && e.Estimate is not null)
            .ToDictionary(e => e.Outcome, e => e.Estimate!, StringComparer.Ordinal);
        return Array.ConvertAll(effects, e => string.Equals(e.Estimator, Estimators.Naive, StringComparison.Ordinal) || !placebos.TryGetValue(e.Outcome, out var placebo)
            ? e
            : e with { Flags = [.. e.Flags, .. Flags(e, placebo)] });
    }

    private static IEnumerable<string> Flags(OutcomeEffect effect, EffectEstimate placebo)
    {
        // p values adjusted for multiple testing, because one placebo in twenty would fail by chance.
        if (placebo.AdjustedPValue < Level)
            yield return EffectFlags.PlaceboFails;
        var isOfLevels = !string.Equals(effect.Estimator, Estimators.Placebo, StringComparison.Ordinal) && !OfChange.Contains(effect.Estimator, StringComparer.Ordinal);
        if (isOfLevels && placebo.PValue < Hint && effect.Estimate is { } estimate && Explains(placebo, estimate))
            yield return EffectFlags.PlaceboExplains;
    }

    /// <summary>
    /// Whether an interval that leaves out zero would hold it if moved by the placebo's effect. A window has more or fewer events than the
    /// placebo's year, so the effect is carried over as a part of the mean without the programme.
    /// </summary>
    private static bool Explains(EffectEstimate placebo, EffectEstimate estimate)
    {
        var scale = placebo.Relative is not null && estimate.ComparisonMean > 0 ? estimate.ComparisonMean / placebo.ComparisonMean : 1;
        var bias = placebo.Effect * scale;
        return estimate.Low * estimate.High > 0 && (estimate.Low - bias) * (estimate.High - bias) <= 0;
    }
}
