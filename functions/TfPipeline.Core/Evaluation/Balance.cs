namespace TfPipeline.Core.Evaluation;

/// <summary>Balance of covariates between the programme and a weighted comparison group.</summary>
public static class Balance
{
    /// <summary>Above this size of a standardised difference a design counts as unbalanced.</summary>
    public const double Limit = 0.1;

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
        var rows = new List<CovariateBalance>();
        for (var j = 1; j < design.Columns.Length; j++)
            rows.Add(Covariate(design.Names[j], design.Columns[j], treated, ones, weights));
        return rows;
    }

    /// <summary>Largest size of a standardised difference after adjustment; zero without covariates.</summary>
    public static double Worst(IReadOnlyList<CovariateBalance> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Count == 0 ? 0 : rows.Max(r => Math.Abs(r.After.StandardisedDifference ?? 0));
    }

    private static CovariateBalance Covariate(string name, double[] values, bool[] treated, double[] ones, double[] weights)
    {
        var binary = Array.TrueForAll(values, v => v is 0 or 1);
        var all = Moments(values, treated, ones, true, binary);
        var scale = Math.Sqrt(all.Variance);
        return new CovariateBalance(
            name, binary, all.Mean, Measure(values, treated, ones, binary, scale), Measure(values, treated, weights, binary, scale));
    }

    private static BalanceMeasures Measure(double[] values, bool[] treated, double[] weights, bool binary, double scale)
    {
        var programme = Moments(values, treated, weights, true, binary);
        var comparison = Moments(values, treated, weights, false, binary);
        var difference = programme.Mean - comparison.Mean;
        double? standardised = scale > 0 ? difference / scale : difference == 0 ? 0 : null;
        if (binary)
        {
            var distance = Math.Abs(difference);
            return new BalanceMeasures(comparison.Mean, standardised, null, distance, distance);
        }

        var (mean, largest) = SmallDistances(values, treated, weights, programme.Weight, comparison.Weight)
            ?? Distances(values, treated, weights, programme.Weight, comparison.Weight);
        return new BalanceMeasures(
            comparison.Mean, standardised, comparison.Variance > 0 ? programme.Variance / comparison.Variance : null, mean, largest);
    }

    private static (double Mean, double Variance, double Weight) Moments(
        double[] values, bool[] treated, double[] weights, bool group, bool binary)
    {
        double weight = 0, squares = 0, sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var w = treated[i] == group ? weights[i] : 0;
            weight += w;
            squares += w * w;
            sum += w * values[i];
        }

        var mean = sum / weight;
        if (binary)
            return (mean, mean * (1 - mean), weight);
        var spread = 0.0;
        for (var i = 0; i < values.Length; i++)
            spread += (treated[i] == group ? weights[i] : 0) * (values[i] - mean) * (values[i] - mean);
        var freedom = weight - (squares / weight);
        return (mean, freedom > 0 ? spread / freedom : 0, weight);
    }

    // Counts and other small whole numbers are summed in buckets: sorting a million of them for each covariate would cost more than
    // the model does.
    private static (double Mean, double Largest)? SmallDistances(
        double[] values, bool[] treated, double[] weights, double programmeWeight, double comparisonWeight)
    {
        const int Buckets = 64;
        if (!Array.TrueForAll(values, v => v is >= 0 and < Buckets && v == Math.Floor(v)))
            return null;
        var gaps = new double[Buckets];
        var present = new bool[Buckets];
        for (var i = 0; i < values.Length; i++)
        {
            gaps[(int)values[i]] += treated[i] ? weights[i] / programmeWeight : -weights[i] / comparisonWeight;
            present[(int)values[i]] = true;
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

    private static (double Mean, double Largest) Distances(
        double[] values, bool[] treated, double[] weights, double programmeWeight, double comparisonWeight)
    {
        var order = Sorted(values);
        double gap = 0, sum = 0, largest = 0;
        var distinct = 0;
        for (var place = 0; place < order.Length; place++)
        {
            var i = order[place];
            gap += treated[i] ? weights[i] / programmeWeight : -weights[i] / comparisonWeight;
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
