using MathNet.Numerics.Distributions;

namespace TfPipeline.Evaluation;

/// <summary>
/// Reference distribution of an estimate: normal with many clusters, Student's t with few. Squared cluster sums understate the variance
/// when few clusters carry most of the weight, so degrees of freedom and the finite correction go by the effective number of clusters, in
/// the manner of Carter, Schnepel and Steigerwald (Review of Economics and Statistics 99, 2017).
/// </summary>
internal sealed class FewClusters
{
    // Above it the t quantile is within 5 % of the normal one.
    private const double Many = 30;

    private FewClusters(double? freedom, double inflation, bool isTooFew) => (Freedom, Inflation, IsTooFew) = (freedom, inflation, isTooFew);

    /// <summary>Effective clusters below which no standard error is worth stating.</summary>
    public const double Least = 4;

    /// <summary>Degrees of freedom, or null for the normal distribution.</summary>
    public double? Freedom { get; }

    /// <summary>Factor for a variance that already has the correction for the number of clusters.</summary>
    public double Inflation { get; }

    public bool IsTooFew { get; }

    /// <summary>Whether clusters of equal weight would be so few.</summary>
    public static bool IsFew(int clusters) => clusters < Many;

    public static FewClusters Of(double effective, int clusters)
    {
        // Rounding errors of sums must not turn four equal clusters into fewer.
        if (effective < Least - 1e-6)
            return new FewClusters(null, 1, isTooFew: true);
        if (effective >= Many)
            return new FewClusters(null, 1, isTooFew: false);

        // Many clusters of which few carry the weight: matching variances have their own correction, so only the distribution changes.
        var counted = (double)clusters / (clusters - 1);
        return new FewClusters(effective - 1, clusters < Many ? effective / (effective - 1) / counted : 1, isTooFew: false);
    }

    /// <summary>The point that lies as far out as a point of the normal distribution.</summary>
    public double Quantile(double normal) => Freedom is { } freedom ? StudentT.InvCDF(0, 1, freedom, Normal.CDF(0, 1, normal)) : normal;

    public double PValue(double statistic) => Freedom is { } freedom ? 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(statistic)) : Inference.PValue(statistic);
}
