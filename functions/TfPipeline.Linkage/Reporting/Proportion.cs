namespace TfPipeline.Linkage.Reporting;

/// <summary>Interval of a share.</summary>
internal static class Proportion
{
    // The 97.5 % point of the standard normal distribution.
    private const double Normal975 = 1.9599639845400545;

    /// <summary>Wilson's 95 % score interval (Journal of the American Statistical Association 22, 1927): sound near 0 and 1 too.</summary>
    public static (double Low, double High) Interval(int part, int whole)
    {
        if (whole == 0)
            return (0, 1);
        var (n, share, z2) = ((double)whole, (double)part / whole, Normal975 * Normal975);
        var centre = (share + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = Normal975 / (1 + (z2 / n)) * Math.Sqrt((share * (1 - share) / n) + (z2 / (4 * n * n)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
