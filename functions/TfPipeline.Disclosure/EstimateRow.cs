namespace TfPipeline.Disclosure;

/// <summary>One estimate with what its rules need. Effects of events are parts of one: 0.01 is a percentage point.</summary>
public sealed record EstimateRow
{
    /// <summary>The outcome.</summary>
    public required string Outcome { get; init; }

    /// <summary>The window.</summary>
    public required string Window { get; init; }

    /// <summary>The estimator.</summary>
    public required string Estimator { get; init; }

    /// <summary>True for an event, false for an amount.</summary>
    public required bool IsEvent { get; init; }

    /// <summary>True where the estimate is the plain difference of the counts that it rests on; then it is made from their printed values.</summary>
    public bool OfCounts { get; init; }

    /// <summary>Part of the programme group's people with a value that the estimate is about, the others having nobody to compare with.</summary>
    public double ShareCovered { get; init; } = 1;

    /// <summary>Degrees of freedom of interval and test, or null for the normal distribution.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>Windows whose counts must be shown for the estimate to be: its own, and a baseline's where one is used.</summary>
    public required IReadOnlyList<string> RestsOn { get; init; }

    /// <summary>Flags that go with the estimate.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>Why there is no estimate, or null.</summary>
    public string? NotEstimated { get; init; }

    /// <summary>Independent observations (families) less estimated parameters.</summary>
    public long ResidualDegreesOfFreedom { get; init; }

    /// <summary>People of the programme group.</summary>
    public long Programme { get; init; }

    /// <summary>People in comparison.</summary>
    public long Comparison { get; init; }

    /// <summary>Mean of the programme group in the estimate; decides only whether it may be shown.</summary>
    public double ProgrammeMean { get; init; }

    /// <summary>Adjusted mean of comparison; decides only whether it may be shown.</summary>
    public double ComparisonMean { get; init; }

    /// <summary>The effect.</summary>
    public double Effect { get; init; }

    /// <summary>Its standard error.</summary>
    public double StandardError { get; init; }

    /// <summary>Lower limit.</summary>
    public double Low { get; init; }

    /// <summary>Upper limit.</summary>
    public double High { get; init; }

    /// <summary>Relative effect; decides only whether an amount has one.</summary>
    public double? Relative { get; init; }

    /// <summary>p value.</summary>
    public double? PValue { get; init; }

    /// <summary>p value adjusted for many outcomes.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Minimum detectable effect.</summary>
    public double? MinimumDetectableEffect { get; init; }

    /// <summary>Effective size of the comparison group.</summary>
    public double? EffectiveComparison { get; init; }

    /// <summary>Part of the programme group left out by caliper or trimming.</summary>
    public double ShareOfProgrammeDropped { get; init; }

    /// <summary>Part of the variance that comes from not knowing the links; null where links weren't drawn.</summary>
    public double? LinkageShare { get; init; }

    /// <summary>Mean probability of the drawn links; null where links weren't drawn.</summary>
    public double? LinksExpectedRight { get; init; }

    /// <summary>Part of the comparison group's time that was spent on the programme; null where nobody joined.</summary>
    public double? ExposedComparison { get; init; }

    /// <summary>p value of an event study's joint test before the index date; null for every other estimator.</summary>
    public double? PreTestPValue { get; init; }

    /// <summary>How many times as much as ever before paths may differ with zero still outside an event study's interval; null elsewhere.</summary>
    public double? Breakdown { get; init; }
}

/// <summary>The mean of an amount in one cell.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Window">The window.</param>
/// <param name="Group">The group.</param>
/// <param name="Dimension">The dimension, or <see cref="CountTable.All"/>.</param>
/// <param name="Level">The level.</param>
/// <param name="People">People with a value.</param>
/// <param name="Sum">Sum of the values.</param>
/// <param name="Largest">The largest sum of one family.</param>
/// <param name="Second">The next.</param>
/// <param name="HasNegative">True when a value is negative: dominance rules then say nothing.</param>
public sealed record MeanRow(
    string Measure, string Window, string Group, string Dimension, string Level,
    CellCount People, double Sum, double Largest, double Second, bool HasNegative);

/// <summary>Balance of one covariate in one design.</summary>
/// <param name="Design">The design.</param>
/// <param name="Kind">What the design is for.</param>
/// <param name="Method">How the groups were adjusted.</param>
/// <param name="Covariate">The covariate.</param>
/// <param name="Binary">Whether it takes only 0 and 1.</param>
/// <param name="Programme">People of the programme group.</param>
/// <param name="Comparison">People in comparison.</param>
/// <param name="ProgrammeMean">Decides only whether the row may be shown.</param>
/// <param name="ComparisonMean">Decides only whether the row may be shown.</param>
/// <param name="DifferenceBefore">Standardised difference before adjustment.</param>
/// <param name="DifferenceAfter">After.</param>
/// <param name="VarianceRatioBefore">Variance ratio before.</param>
/// <param name="VarianceRatioAfter">After.</param>
public sealed record BalanceRow(
    string Design, string Kind, string Method, string Covariate, bool Binary,
    long Programme, long Comparison, double ProgrammeMean, double ComparisonMean,
    double? DifferenceBefore, double? DifferenceAfter, double? VarianceRatioBefore, double? VarianceRatioAfter);
