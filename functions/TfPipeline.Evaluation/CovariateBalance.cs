namespace TfPipeline.Evaluation;

/// <summary>How alike the groups are in one covariate, before and after weighting or matching.</summary>
/// <param name="Covariate">Name of the column.</param>
/// <param name="Binary">Whether it takes only the values 0 and 1.</param>
/// <param name="ProgrammeMean">Mean of the programme group.</param>
/// <param name="Before">The unadjusted comparison group.</param>
/// <param name="After">The adjusted comparison group.</param>
public sealed record CovariateBalance(string Covariate, bool Binary, double ProgrammeMean, BalanceMeasures Before, BalanceMeasures After);

/// <summary>Balance of one covariate against one version of the comparison group.</summary>
/// <param name="ComparisonMean">Weighted mean of the comparison group.</param>
/// <param name="StandardisedDifference">
/// Difference of means over the programme group's standard deviation before adjustment; above 0.1 in size is imbalance.
/// <c>null</c> when the programme group has one value and comparison has another mean: undefined, and never balanced.
/// </param>
/// <param name="VarianceRatio">Programme variance over comparison variance; <c>null</c> for binary covariates.</param>
/// <param name="MeanDistance">
/// Mean difference of the empirical distribution functions over the distinct values; for a binary covariate the difference of means.
/// </param>
/// <param name="LargestDistance">Largest difference of the empirical distribution functions.</param>
public sealed record BalanceMeasures(
    double ComparisonMean, double? StandardisedDifference, double? VarianceRatio, double MeanDistance, double LargestDistance);
