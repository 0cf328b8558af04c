using System.Text.Json.Serialization;

namespace TfPipeline.Evaluation;

/// <summary>
/// One estimate of the effect on those on the programme. Means and effects are in the outcome's unit: for an event 0.01 is one
/// percentage point. Intervals are 95 % and two-sided. A value that the data can't give is <c>null</c>.
/// </summary>
public sealed record EffectEstimate
{
    /// <summary>Mean outcome of the programme group that the estimate is about.</summary>
    public required double ProgrammeMean { get; init; }

    /// <summary>Estimated mean of the same people without the programme.</summary>
    public required double ComparisonMean { get; init; }

    /// <summary>Programme mean less comparison mean.</summary>
    public required double Effect { get; init; }

    /// <summary>Standard error of the effect.</summary>
    public required double StandardError { get; init; }

    /// <summary>Lower limit of the effect.</summary>
    public required double Low { get; init; }

    /// <summary>Upper limit of the effect.</summary>
    public required double High { get; init; }

    /// <summary>Effect as a part of the comparison mean: −0.25 is a quarter fewer.</summary>
    public double? Relative { get; init; }

    /// <summary>Lower limit of the relative effect, from the log of the ratio of means.</summary>
    public double? RelativeLow { get; init; }

    /// <summary>Upper limit of the relative effect.</summary>
    public double? RelativeHigh { get; init; }

    /// <summary>Two-sided p value of no effect.</summary>
    public double? PValue { get; init; }

    /// <summary>p value after Benjamini and Hochberg over the outcomes that were looked at together.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Smallest effect that a study of this size finds with 80 % power at the 5 % level.</summary>
    public required double MinimumDetectableEffect { get; init; }

    /// <summary>
    /// E-value: how strongly, as a risk ratio with both group and outcome, an unobserved confounder would have to act to explain the
    /// effect away (VanderWeele and Ding, Annals of Internal Medicine 167, 2017).
    /// </summary>
    public double? ConfounderRatio { get; init; }

    /// <summary>The same for the limit of the interval that is nearer to no effect; 1 when the interval holds no effect.</summary>
    public double? ConfounderRatioOfLimit { get; init; }

    /// <summary>Rosenbaum's Γ of matched pairs, see <see cref="PairSensitivity"/>; <c>null</c> for every other estimator and where the difference is not significant.</summary>
    public double? PairGamma { get; init; }

    /// <summary>People of the programme group in the estimate.</summary>
    public required int Programme { get; init; }

    /// <summary>People of the comparison group in the estimate.</summary>
    public required int Comparison { get; init; }

    /// <summary>Families, or whatever the clusters are.</summary>
    public required int Clusters { get; init; }

    /// <summary>Size of an unweighted comparison group with the same precision: (Σw)² / Σw².</summary>
    public required double EffectiveComparison { get; init; }

    /// <summary>
    /// Part of the programme group that caliper or trimming left out. Above zero, the estimate is about those who stayed.
    /// </summary>
    public double ShareOfProgrammeDropped { get; init; }

    /// <summary>Degrees of freedom of interval and test; <c>null</c> for the normal distribution, which many clusters allow.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>Why interval and test may not be read, one of <see cref="TooFewReasons"/>; <c>null</c> where they may.</summary>
    public string? TooFew { get; init; }

    /// <summary>Whether the outcome varies enough for an interval; without it no claim may be made either way.</summary>
    [JsonIgnore]
    public bool HasInterval => StandardError > 0 && TooFew is null;
}

/// <summary>Reasons for an estimate without a usable interval.</summary>
public static class TooFewReasons
{
    /// <summary>The clusters that carry the weight are fewer than four.</summary>
    public const string Clusters = "too_few_clusters";

    /// <summary>Those in comparison who have not joined the programme are worth fewer than fifty people.</summary>
    public const string Left = "too_few_left";

    /// <summary>Fewer than ten events, or people without one, are expected in a group.</summary>
    public const string Events = "too_few_events";
}
