namespace TfPipeline.Evaluation;

/// <summary>Balance of covariates between the programme and a weighted comparison group.</summary>
public static class Balance
{
    /// <summary>Above this size of a standardised difference a design counts as unbalanced.</summary>
    public const double Limit = 0.1;

    private const double RareShare = 0.05;

    // Relative size of what sums of a million equal numbers differ by.
    private const double RoundingNoise = 1e-10;

    /// <summary>Balance of every column but the intercept. Weights of zero leave a unit out of the adjusted groups.</summary>
    public static IReadOnlyList<CovariateBalance> Of(DesignMatrix design, bool[] treated, double[] weights)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(weights);
        Inputs.RefuseUnequal(design.Rows, treated.Length, "treatment");
        Inputs.RefuseUnequal(design.Rows, weights.Length, "weight");
        Inputs.Groups(treated);
        var ones = new double[treated.Length];
        Array.Fill(ones, 1.0);
        var before = new GroupWeights(ones, treated);
        var after = new GroupWeights(weights, treated);
        var rows = new List<CovariateBalance>();
        for (var j = 1; j < design.Columns.Length; j++)
            rows.Add(Covariate(design.Names[j], design.Columns[j], before, after));
        return rows;
    }

    /// <summary>
    /// Largest size of a standardised difference after adjustment; zero without covariates. A difference that is undefined, because the
    /// programme group has one value and comparison has others, counts as infinite: nothing says that such groups are alike.
    /// </summary>
    public static double Worst(IReadOnlyList<CovariateBalance> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? 0 : rows.Max(r => Math.Abs(r.After.StandardisedDifference ?? double.PositiveInfinity));
    }

    /// <summary>
    /// Whether the adjusted groups count as alike: every covariate within <see cref="Limit"/>, those that few or nearly all of the programme
    /// group have taken together (root mean square), because among many rare ones a single difference is chance. Undefined is not balanced.
    /// </summary>
    public static bool IsBalanced(IReadOnlyList<CovariateBalance> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CovariateBalance[] rare = [.. rows.Where(r => r.Binary && Math.Min(r.ProgrammeMean, 1 - r.ProgrammeMean) < RareShare)];
        var together = Math.Sqrt(rare.Sum(r => Math.Pow(Worst([r]), 2)) / Math.Max(1, rare.Length));
        return together <= Limit && Worst([.. rows.Except(rare)]) <= Limit;
    }

    private static CovariateBalance Covariate(string name, DesignColumn column, GroupWeights before, GroupWeights after)
    {
        var plain = Moments(column, before);
        var adjusted = Moments(column, after);
        var scale = Math.Sqrt(plain.Programme.Variance);

        // Equal values leave a variance of rounding errors about a mean that isn't exact.
        scale = scale <= RoundingNoise * Math.Abs(plain.Programme.Mean) ? 0 : scale;
        return new CovariateBalance(
            name, column.IsBinary, plain.Programme.Mean, Measure(column, before, plain, scale), Measure(column, after, adjusted, scale));
    }

    private static BalanceMeasures Measure(DesignColumn column, GroupWeights weights, GroupMoments moments, double scale)
    {
        var difference = moments.Programme.Mean - moments.Comparison.Mean;
        var isEqual = Math.Abs(difference) <= RoundingNoise * Math.Max(Math.Abs(moments.Programme.Mean), Math.Abs(moments.Comparison.Mean));
        double? standardised = scale > 0 ? difference / scale : isEqual ? 0 : null;
        if (column.IsBinary)
        {
            var distance = Math.Abs(difference);
            return new BalanceMeasures(moments.Comparison.Mean, standardised, null, distance, distance);
        }

        var values = column.ToArray();
        var (mean, largest) = SmallDistances(values, weights) ?? Distances(values, weights);
        var ratio = moments.Comparison.Variance > 0 ? moments.Programme.Variance / moments.Comparison.Variance : (double?)null;
        return new BalanceMeasures(moments.Comparison.Mean, standardised, ratio, mean, largest);
    }

    private static GroupMoments Moments(DesignColumn column, GroupWeights weights)
    {
        var programme = weights.ProgrammeMean(column);
        var comparison = weights.ComparisonMean(column);
        return column.IsBinary
            ? new GroupMoments((programme, programme * (1 - programme)), (comparison, comparison * (1 - comparison)))
            : new GroupMoments((programme, weights.ProgrammeVariance(column, programme)), (comparison, weights.ComparisonVariance(column, comparison)));
    }

    // Counts and other small whole numbers are summed in buckets: sorting a million of them for each covariate would cost more than
    // the model does.
    private static (double Mean, double Largest)? SmallDistances(double[] values, GroupWeights weights)
    {
        const int Buckets = 64;
        var gaps = new double[Buckets];
        var present = new bool[Buckets];
        for (var i = 0; i < values.Length; i++)
        {
            var bucket = (int)values[i];
            if ((uint)bucket >= Buckets || bucket != values[i])
                return null;
            gaps[bucket] += weights.Shares[i];
            present[bucket] = true;
        }

        double gap = 0, sum = 0, largest = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            gap += gaps[bucket];
            sum += present[bucket] ? Math.Abs(gap) : 0;
            largest = Math.Max(largest, Math.Abs(gap));
        }

        return (sum / present.Count(p => p), largest);
    }

    private static (double Mean, double Largest) Distances(double[] values, GroupWeights weights)
    {
        var order = Sorted(values);
        double gap = 0, sum = 0, largest = 0;
        var distinct = 0;
        for (var place = 0; place < order.Length; place++)
        {
            var i = order[place];
            gap += weights.Shares[i];
            if (place + 1 < order.Length && values[order[place + 1]] == values[i])
                continue;
            distinct++;
            sum += Math.Abs(gap);
            largest = Math.Max(largest, Math.Abs(gap));
        }

        return (sum / distinct, largest);
    }

    private static int[] Sorted(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort((double[])values.Clone(), order);
        return order;
    }
}
