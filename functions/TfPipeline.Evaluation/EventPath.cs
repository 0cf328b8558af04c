using MathNet.Numerics.Distributions;

namespace TfPipeline.Evaluation;

/// <summary>
/// What the effects of an event study say together: the joint test before the index date, the bias that is excluded there, and intervals under
/// Rambachan and Roth's bound on relative magnitudes (Review of Economic Studies 90, 2023).
/// </summary>
/// <param name="before">Periods before the index date, the reference included.</param>
/// <param name="effects">Effects without the reference, in order of time.</param>
/// <param name="covariance">Their covariances.</param>
/// <param name="freedom">Degrees of freedom with few clusters.</param>
internal sealed class EventPath(int before, double[] effects, double[][] covariance, double? freedom)
{
    private const double LargestBreakdown = 10;
    private const int Halvings = 50;

    private readonly int _leads = before - 1;

    public JointTest? PreTest() => WaldTest.Of([.. covariance.Take(_leads).Select(r => r[.._leads])], effects[.._leads], freedom);

    /// <summary>Two one-sided tests: the largest distance from zero that the 90 % intervals of the periods before reach.</summary>
    public double EquivalenceBound() => Enumerable.Range(0, _leads).Max(k => Math.Abs(effects[k]) + (Quantile(0.95) * Math.Sqrt(covariance[k][k])));

    /// <summary>
    /// The union, over the neighbouring periods before the index date, of the intervals that hold if paths never differ by more than
    /// <paramref name="magnitude"/> times as much as between those two. Whichever pair differed most, its interval is in the union, so
    /// the union covers at least as often as one interval does.
    /// </summary>
    public RobustInterval Robust(int at, double magnitude)
    {
        var steps = at - _leads + 1;
        var quantile = Quantile(0.975);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var difference in Differences())
        {
            foreach (var sign in new[] { -1, 1 })
            {
                var contrast = Array.ConvertAll(difference, d => sign * magnitude * steps * d);
                contrast[at] += 1;
                var (mean, error) = Combine(contrast);
                (low, high) = (Math.Min(low, mean - (quantile * error)), Math.Max(high, mean + (quantile * error)));
            }
        }

        return double.IsInfinity(low) ? Plain(at, magnitude) : new RobustInterval(magnitude, low, high);
    }

    /// <summary>The largest magnitude whose interval leaves out zero. Intervals widen with it, but for rounding.</summary>
    public double Breakdown(int at)
    {
        if (HoldsZero(0))
            return 0;
        if (!HoldsZero(LargestBreakdown))
            return LargestBreakdown;
        double outside = 0, inside = LargestBreakdown;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (outside + inside) / 2;
            (outside, inside) = HoldsZero(middle) ? (outside, middle) : (middle, inside);
        }

        return outside;

        bool HoldsZero(double magnitude) => Robust(at, magnitude) is { Low: <= 0, High: >= 0 };
    }

    /// <summary>Differences between neighbouring periods before the index date as weights of the effects. The reference's effect is zero.</summary>
    private IEnumerable<double[]> Differences()
    {
        for (var k = 0; k < _leads; k++)
        {
            var weights = new double[effects.Length];
            weights[k] = -1;
            if (k + 1 < _leads)
                weights[k + 1] = 1;
            yield return weights;
        }
    }

    private RobustInterval Plain(int at, double magnitude)
    {
        var width = Quantile(0.975) * Math.Sqrt(covariance[at][at]);
        return new RobustInterval(magnitude, effects[at] - width, effects[at] + width);
    }

    private (double Mean, double Error) Combine(double[] weights)
    {
        double mean = 0, variance = 0;
        for (var j = 0; j < weights.Length; j++)
        {
            mean += weights[j] * effects[j];
            for (var k = 0; k < weights.Length; k++)
                variance += weights[j] * weights[k] * covariance[j][k];
        }

        return (mean, Math.Sqrt(Math.Max(0, variance)));
    }

    private double Quantile(double probability) => freedom is { } f ? StudentT.InvCDF(0, 1, f, probability) : Normal.InvCDF(0, 1, probability);
}
