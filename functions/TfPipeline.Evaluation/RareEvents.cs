namespace TfPipeline.Evaluation;

/// <summary>
/// Intervals for rare events. Symmetric ones cover too seldom when a handful of events decides, so each mean gets Wilson's score interval
/// (Journal of the American Statistical Association 22, 1927) at the number of independent people that its variance is worth, and the
/// two are joined by the method of variance estimates recovery with their correlation (Newcombe, Statistics in Medicine 17, 1998; Zou
/// and Donner, Statistics in Medicine 27, 2008).
/// </summary>
internal static class RareEvents
{
    /// <summary>Expected events in the smaller group below which no estimate is given.</summary>
    public const double Least = 10;

    /// <summary>Expected events in the smaller group from which on the symmetric interval is as good.</summary>
    public const double Many = 50;

    private const int Halvings = 60;

    // Twelve standard deviations; beyond it a p value is zero in double precision's digits.
    private const double Farthest = 12;

    public static bool IsShare((double Programme, double Comparison) means) => means is { Programme: >= 0 and <= 1, Comparison: >= 0 and <= 1 };

    public static EffectEstimate WithScoreInterval(EffectEstimate estimate, Func<double, double, double> variance, FewClusters few, SampleSizes sizes)
    {
        var (programme, comparison) = (new Share(estimate.ProgrammeMean, variance(1, 0), sizes.Programme), new Share(estimate.ComparisonMean, variance(0, 1), sizes.EffectiveComparison));
        var product = Math.Sqrt(variance(1, 0) * variance(0, 1));
        var correlation = product > 0 ? Math.Clamp((variance(1, 0) + variance(0, 1) - variance(1, 1)) / (2 * product), -1, 1) : 0;
        var (low, high) = Interval(programme, comparison, correlation, few.Quantile(Inference.Normal975));

        // The p value belongs to the interval: one less the confidence at which it first holds zero.
        double inside = 0, outside = Farthest;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (inside + outside) / 2;
            var (from, to) = Interval(programme, comparison, correlation, middle);
            (inside, outside) = from > 0 || to < 0 ? (middle, outside) : (inside, middle);
        }

        return estimate with { Low = low, High = high, PValue = few.PValue(inside) };
    }

    private static (double Low, double High) Interval(Share programme, Share comparison, double correlation, double z)
    {
        var (programmeLow, programmeHigh) = programme.Wilson(z);
        var (comparisonLow, comparisonHigh) = comparison.Wilson(z);
        var effect = programme.Mean - comparison.Mean;
        return (effect - Joined(programme.Mean - programmeLow, comparisonHigh - comparison.Mean), effect + Joined(programmeHigh - programme.Mean, comparison.Mean - comparisonLow));

        double Joined(double own, double other) => Math.Sqrt(Math.Max(0, (own * own) + (other * other) - (2 * correlation * own * other)));
    }

    /// <summary>A mean of zeros and ones with its variance; without events the variance is zero and the number of people decides.</summary>
    private sealed record Share(double Mean, double Variance, double People)
    {
        public (double Low, double High) Wilson(double z)
        {
            var people = Variance > 0 && Mean is > 0 and < 1 ? Mean * (1 - Mean) / Variance : People;
            var square = z * z / people;
            var middle = (Mean + (square / 2)) / (1 + square);
            var half = z / (1 + square) * Math.Sqrt((Mean * (1 - Mean) / people) + (square / (4 * people)));
            return (Math.Min(Mean, middle - half), Math.Max(Mean, middle + half));
        }
    }
}
