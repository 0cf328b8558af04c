namespace TfPipeline.Core.Linkage;

/// <summary>
/// The candidates that could be matches under any plausible fit, in one canonical order: by left person, then by record key.
/// Record numbers are ranks of record keys.
/// </summary>
internal sealed class LivePairs
{
    public required int[] Left { get; init; }

    public required int[] Right { get; init; }

    public required int[] Patterns { get; init; }

    /// <summary>Record ids by record number.</summary>
    public required string[] RecordIds { get; init; }

    /// <summary>Token of each record's postcode, by record number; 0 for none.</summary>
    public required ulong[] RecordPostcodes { get; init; }

    public int Count => Left.Length;

    public int Rights => RecordIds.Length;

    /// <summary>Collects pairs partition by partition; a record that comes twice keeps its better pair.</summary>
    public sealed class Builder(PairScorer scorer, double threshold)
    {
        private readonly List<(int Left, ulong Key, int Pattern)> _pairs = [];
        private readonly Dictionary<ulong, (string Id, ulong Postcode)> _ids = [];

        public long Compared { get; private set; }

        public long Candidates { get; private set; }

        public void Add(CandidateSet set)
        {
            Compared += set.Compared;
            Candidates += set.Left.Length;
            for (var p = 0; p < set.Left.Length; p++)
            {
                if (scorer.Score(set.Left[p], set.Patterns[p]) < threshold)
                    continue;
                var key = set.RecordKeys[set.Right[p]];
                _pairs.Add((set.Left[p], key, set.Patterns[p]));
                _ids.TryAdd(key, (set.RecordIds[set.Right[p]], set.RecordPostcodes[set.Right[p]]));
            }
        }

        public LivePairs Build()
        {
            var keys = _ids.Keys.Order().ToArray();
            var rank = new Dictionary<ulong, int>(keys.Length);
            for (var k = 0; k < keys.Length; k++)
                rank.Add(keys[k], k);
            var order = new ulong[_pairs.Count];
            var patterns = new int[_pairs.Count];
            for (var p = 0; p < order.Length; p++)
            {
                order[p] = ((ulong)_pairs[p].Left << 32) | (uint)rank[_pairs[p].Key];
                patterns[p] = _pairs[p].Pattern;
            }

            Array.Sort(order, patterns);
            var kept = KeepBest(order, patterns);
            return new LivePairs
            {
                Left = Array.ConvertAll(order[..kept], o => (int)(o >> 32)),
                Right = Array.ConvertAll(order[..kept], o => (int)(uint)o),
                Patterns = patterns[..kept],
                RecordIds = Array.ConvertAll(keys, k => _ids[k].Id),
                RecordPostcodes = Array.ConvertAll(keys, k => _ids[k].Postcode),
            };
        }

        private int KeepBest(ulong[] order, int[] patterns)
        {
            var kept = 0;
            for (var p = 0; p < order.Length; p++)
            {
                if (kept == 0 || order[kept - 1] != order[p])
                {
                    (order[kept], patterns[kept]) = (order[p], patterns[p]);
                    kept++;
                }
                else if (IsBetter((int)(order[p] >> 32), patterns[p], patterns[kept - 1]))
                {
                    patterns[kept - 1] = patterns[p];
                }
            }

            return kept;
        }

        private bool IsBetter(int left, int pattern, int than)
        {
            var (a, b) = (scorer.Score(left, pattern), scorer.Score(left, than));
            return a > b || (a.Equals(b) && pattern < than);
        }
    }
}
