namespace TfPipeline.Evaluation;

/// <summary>Greedy nearest-neighbour propensity matching on a score, within exact strata.</summary>
public static class NearestNeighbourMatching
{
    /// <summary>
    /// Matches on a fitted propensity. <paramref name="strata"/> are exact classes: partners share theirs; <c>null</c> for one class.
    /// </summary>
    public static PropensityMatchSet Match(LogisticFit fit, bool[] treated, int[]? strata = null, PropensityMatchingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        options ??= new PropensityMatchingOptions();
        var scores = options.Score == PropensityMatchingScore.Probability
            ? fit.Fitted
            : Array.ConvertAll(fit.Fitted, p => Math.Log(p / (1 - p)));
        return Match(scores, treated, strata, options);
    }

    /// <summary>
    /// Matches on any finite score. With a ratio K above 1 and each comparison person used once, everyone on the programme chooses
    /// once before anyone chooses again.
    /// </summary>
    public static PropensityMatchSet Match(double[] scores, bool[] treated, int[]? strata, PropensityMatchingOptions options)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(options);
        Inputs.RefuseUnequal(treated.Length, scores.Length, "score");
        Inputs.RefuseNonFinite(scores, "score");
        var groups = Inputs.Groups(treated);
        strata ??= new int[treated.Length];
        Inputs.RefuseUnequal(treated.Length, strata.Length, "stratum");
        if (options.Ratio < 1 || options.Caliper is <= 0 or double.NaN)
            throw new EvaluationInputException("matching needs a ratio of at least 1 and a caliper above zero");
        var caliper = options.Caliper is { } width ? width * StandardDeviation(scores) : double.PositiveInfinity;
        var partners = Partners(scores, treated, strata, options, caliper);
        var matched = Enumerable.Range(0, treated.Length).Where(i => partners[i]?.Count > 0).ToArray();
        return new PropensityMatchSet(
            treated.Length, matched, [.. matched.Select(i => partners[i]!.ToArray())], groups.Treated, scores, strata, options.Replace);
    }

    internal static Dictionary<int, ScorePool> Pools(double[] scores, bool[] treated, int[] strata) =>
        Enumerable.Range(0, treated.Length).Where(i => !treated[i]).GroupBy(i => strata[i]).ToDictionary(g => g.Key, g => new ScorePool(scores, g));

    private static List<int>?[] Partners(double[] scores, bool[] treated, int[] strata, PropensityMatchingOptions options, double caliper)
    {
        var pools = Pools(scores, treated, strata);
        var partners = new List<int>?[treated.Length];
        var order = Order(scores, treated, options.Order);
        for (var round = 0; round < (options.Replace ? 1 : options.Ratio); round++)
        {
            foreach (var unit in order)
            {
                if (!pools.TryGetValue(strata[unit], out var pool))
                    continue;
                partners[unit] ??= [];
                if (options.Replace)
                    partners[unit]!.AddRange(pool.Nearest(scores[unit], caliper, options.Ratio));
                else if (pool.Take(scores[unit], caliper) is var found and >= 0)
                    partners[unit]!.Add(found);
            }
        }

        return partners;
    }

    private static int[] Order(double[] scores, bool[] treated, PropensityMatchingOrder order)
    {
        var units = Enumerable.Range(0, treated.Length).Where(i => treated[i]);
        return order switch
        {
            PropensityMatchingOrder.Largest => [.. units.OrderByDescending(i => scores[i]).ThenBy(i => i)],
            PropensityMatchingOrder.Smallest => [.. units.OrderBy(i => scores[i]).ThenBy(i => i)],
            _ => [.. units],
        };
    }

    private static double StandardDeviation(double[] values)
    {
        var mean = 0.0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        var spread = 0.0;
        foreach (var value in values)
            spread += (value - mean) * (value - mean);
        return Math.Sqrt(spread / (values.Length - 1));
    }
}
