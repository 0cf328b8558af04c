namespace TfPipeline.Linkage;

/// <summary>
/// Average-linkage clustering: two clusters are merged while their pairs together make it more likely than not that they are one person,
/// equation (19) of docs/methods/linkage.md. Likelihood ratios are averaged field by field, so that records with different missing or wrong
/// fields support each other, and a chain of good pairs does not merge different people.
/// </summary>
internal static class AverageLinkClusters
{
    /// <summary>For each row the smallest row of its cluster.</summary>
    public static int[] Of(LinkageResult result, int count)
    {
        var (pairs, fitted) = (result.Pairs!, result.Fitted!);
        var rowOf = RowOfRecord(pairs);
        var rows = Array.ConvertAll(pairs.Right, r => rowOf[r]);
        var sets = new DisjointSets(count);
        for (var p = 0; p < pairs.Count; p++)
        {
            if (fitted.LogOdds[p] > 0)
                sets.Join(pairs.Left[p], rows[p]);
        }

        var cluster = Enumerable.Range(0, count).ToArray();
        var inside = Enumerable.Range(0, pairs.Count).Where(p => sets.Find(pairs.Left[p]) == sets.Find(rows[p]));
        foreach (var component in inside.GroupBy(p => sets.Find(pairs.Left[p])))
            new Component([.. component], pairs, rows, fitted.Scorer, result.Model.PriorLogOdds).Merge(cluster);
        return cluster;
    }

    /// <summary>Row of each right record number of a file joined with itself.</summary>
    public static int[] RowOfRecord(CandidatePairs pairs)
        => Array.ConvertAll(pairs.RecordIds, id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>A connected component of records whose pairs are more likely matches than not, and its clusters.</summary>
    private sealed class Component
    {
        private readonly int[] _nodes;
        private readonly int[] _size;
        private readonly double _prior;
        private readonly Dictionary<(int A, int B), ClusterLikelihood> _between = [];
        private readonly Dictionary<(int A, int B), double> _logOdds = [];

        public Component(List<int> pairs, CandidatePairs all, int[] rows, PairScorer scorer, double prior)
        {
            _prior = prior;
            _nodes = [.. pairs.SelectMany(p => new[] { all.Left[p], rows[p] }).Distinct().Order()];
            _size = Array.ConvertAll(_nodes, _ => 1);
            var at = _nodes.Select((n, k) => (n, k)).ToDictionary(x => x.n, x => x.k);
            foreach (var p in pairs)
                Set(Key(at[all.Left[p]], at[rows[p]]), ClusterLikelihood.Of(scorer, all.Left[p], all.Patterns[p]));
        }

        /// <summary>Merges clusters and writes the smallest row of each record's cluster.</summary>
        public void Merge(int[] cluster)
        {
            while (_logOdds.Count > 0)
            {
                var best = _logOdds.OrderByDescending(s => s.Value).ThenBy(s => s.Key).First();
                if (best.Value <= 0)
                    break;
                Join(best.Key.A, best.Key.B, cluster);
            }
        }

        private void Join(int a, int b, int[] cluster)
        {
            Remove((a, b));
            _size[a] += _size[b];
            foreach (var key in _between.Keys.Where(k => k.A == b || k.B == b).ToList())
            {
                var merged = Key(a, key.A == b ? key.B : key.A);
                var evidence = _between[key];
                Remove(key);
                if (_between.TryGetValue(merged, out var others))
                    evidence.Add(others);
                Set(merged, evidence);
            }

            foreach (var key in _between.Keys.Where(k => k.A == a || k.B == a).ToList())
                Set(key, _between[key]);
            for (var k = 0; k < _nodes.Length; k++)
            {
                if (cluster[_nodes[k]] == _nodes[b])
                    cluster[_nodes[k]] = _nodes[a];
            }
        }

        private static (int A, int B) Key(int a, int b) => (Math.Min(a, b), Math.Max(a, b));

        private void Set((int A, int B) key, ClusterLikelihood evidence)
        {
            _between[key] = evidence;
            _logOdds[key] = _prior + evidence.LogRatio((double)_size[key.A] * _size[key.B]);
        }

        private void Remove((int A, int B) key)
        {
            _between.Remove(key);
            _logOdds.Remove(key);
        }
    }
}
