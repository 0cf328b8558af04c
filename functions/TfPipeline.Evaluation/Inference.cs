using System.Runtime.InteropServices;
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
    /// <param name="sizes">Group sizes, clusters and effective size.</param>
    public static EffectEstimate Build((double Programme, double Comparison) means, Func<double, double, double> variance, Sizes sizes)
    {
        var effect = means.Programme - means.Comparison;
        var error = Math.Sqrt(Math.Max(0, variance(1, 1)));
        var estimate = new EffectEstimate
        {
            ProgrammeMean = means.Programme,
            ComparisonMean = means.Comparison,
            Effect = effect,
            StandardError = error,
            Low = effect - (Normal975 * error),
            High = effect + (Normal975 * error),
            PValue = error > 0 ? PValue(effect / error) : null,
            MinimumDetectableEffect = (Normal975 + Normal80) * error,
            Programme = sizes.Programme,
            Comparison = sizes.Comparison,
            Clusters = sizes.Clusters,
            EffectiveComparison = sizes.EffectiveComparison,
            ShareOfProgrammeDropped = sizes.ShareDropped,
        };
        return means.Comparison > 0 ? WithRatio(estimate, means, variance) : estimate;
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

    private static EffectEstimate WithRatio(
        EffectEstimate estimate, (double Programme, double Comparison) means, Func<double, double, double> variance)
    {
        var ratio = means.Programme / means.Comparison;
        if (!(means.Programme > 0))
            return estimate with { Relative = ratio - 1 };

        // Equation (10): the log of a ratio is nearer to a normal distribution than the ratio, and its limits cannot be below −100 %.
        var error = Math.Sqrt(Math.Max(0, variance(1 / means.Programme, 1 / means.Comparison)));
        var low = ratio * Math.Exp(-Normal975 * error);
        var high = ratio * Math.Exp(Normal975 * error);
        return estimate with
        {
            Relative = ratio - 1,
            RelativeLow = error > 0 ? low - 1 : null,
            RelativeHigh = error > 0 && double.IsFinite(high) ? high - 1 : null,
            ConfounderRatio = Sensitivity.EValue(ratio),
            ConfounderRatioOfLimit = error > 0 && double.IsFinite(high) && low > 0 ? Sensitivity.EValueOfLimit(low, high) : null,
        };
    }

    /// <summary>How many people an estimate rests on.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Sizes(int Programme, int Comparison, int Clusters, double EffectiveComparison, double ShareDropped = 0);
}
