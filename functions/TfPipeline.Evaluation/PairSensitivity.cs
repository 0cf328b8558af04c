using MathNet.Numerics.Distributions;

namespace TfPipeline.Evaluation;

/// <summary>
/// Rosenbaum's bounds for matched pairs (Observational Studies, 2002, chapter 4): Γ is how many times the odds of the programme may differ
/// between partners, for something unobserved that decides the outcome, before the difference is no longer significant.
/// </summary>
/// <remarks>Pairs count as independent of each other: where members of one family are in several pairs, the Γ is somewhat too large.</remarks>
public static class PairSensitivity
{
    private const double Level = 0.025;
    private const double Largest = 20;
    private const int Halvings = 60;

    /// <summary>
    /// The largest Γ, 1 to 20, at which the one-sided bound of the p value is at most 2.5 %: of McNemar's test for an outcome of zeros and ones,
    /// of Wilcoxon's signed ranks for others. Null where the difference is not significant with Γ of 1, or somebody is in two sets.
    /// </summary>
    public static double? Gamma(PropensityMatchSet matches, double[] outcome)
    {
        ArgumentNullException.ThrowIfNull(matches);
        ArgumentNullException.ThrowIfNull(outcome);
        Inputs.RefuseUnequal(matches.Weights.Length, outcome.Length, "outcome");
        if (matches.Replace || Array.Exists(matches.Comparison, c => c.Length > 1))
            return null;
        var differences = matches.Programme.Select((p, m) => outcome[p] - outcome[matches.Comparison[m][0]]).Where(d => d != 0).ToArray();
        if (differences.Length == 0)
            return null;
        var isEvent = Array.TrueForAll(differences, d => d is 1 or -1);
        var bound = isEvent ? McNemar(differences) : Wilcoxon(differences);
        if (bound(1) > Level)
            return null;
        double inside = 1, outside = Largest;
        if (bound(Largest) <= Level)
            return Largest;
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (inside + outside) / 2;
            (inside, outside) = bound(middle) <= Level ? (middle, outside) : (inside, middle);
        }

        return inside;
    }

    private static Func<double, double> McNemar(double[] differences)
    {
        var more = differences.Count(d => d > 0);
        var larger = Math.Max(more, differences.Length - more);
        return gamma => 1 - Binomial.CDF(gamma / (1 + gamma), differences.Length, larger - 1);
    }

    private static Func<double, double> Wilcoxon(double[] differences)
    {
        // Equal distances share the mean of their ranks.
        var order = differences.OrderBy(Math.Abs).ToArray();
        double above = 0, sum = 0, squares = 0;
        for (int from = 0, to; from < order.Length; from = to)
        {
            to = from;
            while (to < order.Length && Math.Abs(order[to]) == Math.Abs(order[from]))
                to++;
            var rank = (from + to + 1) / 2.0;
            for (var i = from; i < to; i++)
            {
                above += order[i] > 0 ? rank : 0;
                sum += rank;
                squares += rank * rank;
            }
        }

        var larger = Math.Max(above, sum - above);
        return gamma =>
        {
            var p = gamma / (1 + gamma);
            return Normal.CDF(0, 1, -(larger - (p * sum)) / Math.Sqrt(p * (1 - p) * squares));
        };
    }
}
