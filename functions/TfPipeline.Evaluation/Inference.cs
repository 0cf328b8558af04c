using MathNet.Numerics.Distributions;

namespace TfPipeline.Evaluation;

/// <summary>From two means and their joint variance to an estimate with intervals, test and power.</summary>
internal static class Inference
{
    /// <summary>97.5 % point of the standard normal distribution.</summary>
    public const double Normal975 = 1.9599639845400545;

    // 80 % point, for the power that minimum detectable effects are stated at.
    private const double Normal80 = 0.8416212335729143;

    /// <param name="means">Mean of the programme group and of its counterfactual.</param>
    /// <param name="variance">Variance of a × first mean − b × second mean, for given a and b.</param>
    /// <param name="sizes">Group sizes, clusters and effective sizes.</param>
    public static EffectEstimate Build((double Programme, double Comparison) means, Func<double, double, double> variance, SampleSizes sizes)
    {
        var effect = means.Programme - means.Comparison;
        var few = FewClusters.Of(sizes.EffectiveClusters, sizes.Clusters);
        double Variance(double a, double b) => few.Inflation * Math.Max(0, variance(a, b));
        var error = Math.Sqrt(Variance(1, 1));
        var estimate = new EffectEstimate
        {
            ProgrammeMean = means.Programme,
            ComparisonMean = means.Comparison,
            Effect = effect,
            StandardError = error,
            Low = effect - (few.Quantile(Normal975) * error),
            High = effect + (few.Quantile(Normal975) * error),
            PValue = error > 0 ? few.PValue(effect / error) : null,
            DegreesOfFreedom = few.Freedom,
            MinimumDetectableEffect = (few.Quantile(Normal975) + few.Quantile(Normal80)) * error,
            Programme = sizes.Programme,
            Comparison = sizes.Comparison,
            Clusters = sizes.Clusters,
            EffectiveComparison = sizes.EffectiveComparison,
            ShareOfProgrammeDropped = sizes.ShareDropped,
            TooFew = few.IsTooFew ? TooFewReasons.Clusters : sizes.IsEvent && ExpectedEvents(means, sizes) < RareEvents.Least ? TooFewReasons.Events : null,
        };
        if (estimate.TooFew is null && sizes.IsEvent && ExpectedEvents(means, sizes) < RareEvents.Many && RareEvents.IsShare(means))
            estimate = RareEvents.WithScoreInterval(estimate, Variance, few, sizes);
        return means.Comparison > 0 && !sizes.MayBeNegative && estimate.TooFew is null ? WithRatio(estimate, means, Variance, few) : estimate;
    }

    /// <summary>Variance function of two means given by their influence values, clustered.</summary>
    public static Func<double, double, double> FromInfluence(double[] programme, double[] comparison, int[] codes, int count) =>
        (a, b) => ClusterVariance.Of(Combine(programme, comparison, a, b), codes, count);

    public static double[] Combine(double[] programme, double[] comparison, double a, double b)
    {
        var sum = new double[programme.Length];
        for (var i = 0; i < sum.Length; i++)
            sum[i] = (a * programme[i]) - (b * comparison[i]);
        return sum;
    }

    public static double PValue(double z) => 2 * Normal.CDF(0, 1, -Math.Abs(z));

    /// <summary>Events, or people without one where those are fewer, that the smaller group would have if the programme did nothing.</summary>
    private static double ExpectedEvents((double Programme, double Comparison) means, SampleSizes sizes)
    {
        var people = sizes.Programme + sizes.EffectiveComparison;
        var share = Math.Clamp(((means.Programme * sizes.Programme) + (means.Comparison * sizes.EffectiveComparison)) / people, 0, 1);
        return Math.Min(share, 1 - share) * Math.Min(sizes.Programme, sizes.EffectiveComparison);
    }

    private static EffectEstimate WithRatio(
        EffectEstimate estimate, (double Programme, double Comparison) means, Func<double, double, double> variance, FewClusters few)
    {
        var ratio = means.Programme / means.Comparison;
        if (!(means.Programme > 0))
            return estimate with { Relative = ratio - 1 };

        // Equation (10): the log of a ratio is nearer to a normal distribution than the ratio, and its limits cannot be below −100 %.
        var error = Math.Sqrt(variance(1 / means.Programme, 1 / means.Comparison));
        var width = few.Quantile(Normal975) * error;
        var low = ratio * Math.Exp(-width);
        var high = ratio * Math.Exp(width);
        return estimate with
        {
            Relative = ratio - 1,
            RelativeLow = error > 0 ? low - 1 : null,
            RelativeHigh = error > 0 && double.IsFinite(high) ? high - 1 : null,
            ConfounderRatio = Sensitivity.EValue(ratio),
            ConfounderRatioOfLimit = error > 0 && double.IsFinite(high) && low > 0 ? Sensitivity.EValueOfLimit(low, high) : null,
        };
    }
}
