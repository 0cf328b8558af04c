namespace TfPipeline.Core.Linkage;

/// <summary>
/// Clusters by average link on log odds: two groups become one while the mean log odds over all pairs between them is positive.
/// A pair that was no candidate counts as a fixed low value, so that a chain of good pairs cannot tie strangers together.
/// </summary>
internal static class AverageLinkClusters
{
    // Odds of about 1 to 7: absence of a candidate is evidence against, but dirty records do miss their blocks.
    private const double Absent = -2;

    /// <summary>For each row the smallest row of its cluster.</summary>
    public static int[] Of(LivePairs pairs, FittedPairs fitted, int count)
    {
        var rows = Rows(pairs);
        var sets = new DisjointSets(count);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (fitted.LogOdds[p] > 0)
                sets.Join(pairs.Left[p], rows[p]);
        }

        var cluster = Enumerable.Range(0, count).ToArray();
        var inside = Enumerable.Range(0, pairs.Count).Where(p => sets.Find(pairs.Left[p]) == sets.Find(rows[p]));
        foreach (var component in inside.GroupBy(p => sets.Find(pairs.Left[p])))
            Merge([.. component], pairs.Left, rows, fitted.LogOdds, cluster);
        return cluster;
    }

    private static int[] Rows(LivePairs pairs)
        => Array.ConvertAll(pairs.Right, r => int.Parse(pairs.RecordIds[r], System.Globalization.CultureInfo.InvariantCulture));

    private static void Merge(List<int> component, int[] left, int[] right, double[] logOdds, int[] cluster)
    {
        int[] nodes = [.. component.SelectMany(p => new[] { left[p], right[p] }).Distinct().Order()];
        var at = nodes.Select((n, k) => (n, k)).ToDictionary(x => x.n, x => x.k);
        var sums = new Dictionary<(int, int), double>();
        foreach (var p in component)
        {
            var (a, b) = (at[left[p]], at[right[p]]);
            sums[(Math.Min(a, b), Math.Max(a, b))] = Math.Max(logOdds[p], Absent);
        }

        var size = nodes.Select(_ => 1).ToArray();
        // Sums are kept relative to Absent, so that a pair without an entry adds nothing.
        foreach (var key in sums.Keys.ToList())
            sums[key] -= Absent;
        while (sums.Count > 0)
        {
            var best = sums.Select(s => (s.Key, Mean: (s.Value / (size[s.Key.Item1] * size[s.Key.Item2])) + Absent))
                .OrderByDescending(s => s.Mean).ThenBy(s => s.Key).First();
            if (best.Mean <= 0)
                break;
            Join(best.Key.Item1, best.Key.Item2, sums, size, nodes, cluster);
        }
    }

    private static void Join(int a, int b, Dictionary<(int A, int B), double> sums, int[] size, int[] nodes, int[] cluster)
    {
        sums.Remove((a, b));
        foreach (var (key, value) in sums.Where(s => s.Key.A == b || s.Key.B == b).ToList())
        {
            var other = key.A == b ? key.B : key.A;
            var merged = (Math.Min(a, other), Math.Max(a, other));
            sums[merged] = sums.GetValueOrDefault(merged) + value;
            sums.Remove(key);
        }

        size[a] += size[b];
        for (var k = 0; k < nodes.Length; k++)
        {
            if (cluster[nodes[k]] == nodes[b])
                cluster[nodes[k]] = nodes[a];
        }
    }
}
