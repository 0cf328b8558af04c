namespace TfPipeline.Linkage;

/// <summary>
/// The set of links without a shared end that has the largest sum of log odds, component by component. Pairs below the threshold
/// are not considered. At a threshold of one half or more two taken pairs can never share an end (their probabilities would sum to
/// more than one), so the work is only for lower thresholds.
/// </summary>
internal static class Assignment
{
    // Components with more nodes on a side than this are assigned greedily. Only a very low threshold gives such components.
    private const int LargestExact = 200;

    public static bool[] Solve(CandidatePairs pairs, FittedPairs fitted, LinkageOptions options)
    {
        var taken = new bool[pairs.Count];
        var above = new List<int>();
        for (var p = 0; p < pairs.Count; p++)
        {
            if (fitted.Probabilities[p] < options.MatchThreshold)
                continue;
            taken[p] = true;
            above.Add(p);
        }

        if (options.Cardinality == Cardinality.OneToOne && options.MatchThreshold < 0.5)
        {
            foreach (var component in Components(pairs, above))
                Choose(pairs, fitted.LogOdds, component, taken);
        }

        return taken;
    }

    private static IEnumerable<List<int>> Components(CandidatePairs pairs, List<int> above)
    {
        var sets = new DisjointSets(pairs.Left.Length == 0 ? 0 : pairs.Left.Max() + 1 + pairs.RecordCount);
        var offset = pairs.Left.Length == 0 ? 0 : pairs.Left.Max() + 1;
        foreach (var p in above)
            sets.Join(pairs.Left[p], offset + pairs.Right[p]);
        return above.GroupBy(p => sets.Find(pairs.Left[p])).Where(g => g.Skip(1).Any()).Select(g => g.ToList());
    }

    private static void Choose(CandidatePairs pairs, double[] logOdds, List<int> component, bool[] taken)
    {
        var lefts = component.Select(p => pairs.Left[p]).Distinct().ToList();
        var rights = component.Select(p => pairs.Right[p]).Distinct().Order().ToList();
        foreach (var p in component)
            taken[p] = false;
        if (Math.Max(lefts.Count, rights.Count) > LargestExact)
        {
            Greedy(pairs, logOdds, component, taken);
            return;
        }

        var gains = new double[lefts.Count, rights.Count];
        var pairAt = new int[lefts.Count, rights.Count];
        foreach (var p in component)
        {
            var (i, j) = (lefts.IndexOf(pairs.Left[p]), rights.BinarySearch(pairs.Right[p]));
            // Every pair in a component is above the threshold, so each is better than no link.
            gains[i, j] = 1e3 + logOdds[p];
            pairAt[i, j] = p + 1;
        }

        var chosen = Hungarian.Maximise(gains);
        for (var i = 0; i < chosen.Length; i++)
        {
            if (chosen[i] >= 0 && pairAt[i, chosen[i]] > 0)
                taken[pairAt[i, chosen[i]] - 1] = true;
        }
    }

    private static void Greedy(CandidatePairs pairs, double[] logOdds, List<int> component, bool[] taken)
    {
        var (lefts, rights) = (new HashSet<int>(), new HashSet<int>());
        foreach (var p in component.OrderByDescending(p => logOdds[p]).ThenBy(p => p))
        {
            if (!lefts.Contains(pairs.Left[p]) && rights.Add(pairs.Right[p]))
            {
                lefts.Add(pairs.Left[p]);
                taken[p] = true;
            }
        }
    }
}
