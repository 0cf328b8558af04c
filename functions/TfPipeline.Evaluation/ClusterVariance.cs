namespace TfPipeline.Evaluation;

/// <summary>Variance of a sum of influence values that may be correlated within a cluster (a family, a matched pair): equation (6).</summary>
public static class ClusterVariance
{
    /// <summary>Places for each label that a direct look-up may take.</summary>
    private const int LargestSpread = 8;

    /// <summary>Codes 0, 1, … in the order of first appearance, so that sums have one order whatever the codes' values.</summary>
    public static (int[] Codes, int Count) Compact<T>(IReadOnlyList<T> labels)
        where T : notnull
    {
        var known = new Dictionary<T, int>();
        var codes = new int[labels.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            if (!known.TryGetValue(labels[i], out codes[i]))
            {
                codes[i] = known.Count;
                known.Add(labels[i], codes[i]);
            }
        }

        return (codes, known.Count);
    }

    /// <summary>The same for numbers, which mostly lie close together: a place for each number is quicker than a dictionary.</summary>
    public static (int[] Codes, int Count) Compact(int[] labels)
    {
        int least = int.MaxValue, most = int.MinValue;
        foreach (var label in labels)
            (least, most) = (Math.Min(least, label), Math.Max(most, label));
        if ((long)most - least >= (long)LargestSpread * labels.Length)
            return Compact<int>(labels);

        // One more than the code, so that zero is a number not yet seen.
        var known = labels.Length == 0 ? [] : new int[most - least + 1];
        var codes = new int[labels.Length];
        var count = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            ref var code = ref known[labels[i] - least];
            if (code == 0)
                code = ++count;
            codes[i] = code - 1;
        }

        return (codes, count);
    }

    /// <summary>Sum of squared cluster sums times G / (G − 1), the usual correction for a finite number of clusters.</summary>
    public static double Of(double[] influence, int[] codes, int count)
    {
        var sums = new double[count];
        for (var i = 0; i < influence.Length; i++)
            sums[codes[i]] += influence[i];
        var total = 0.0;
        foreach (var sum in sums)
            total += sum * sum;
        return count > 1 ? total * count / (count - 1) : total;
    }
}
