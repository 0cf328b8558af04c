using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>Compares the records of one partition with the cohort.</summary>
internal static class PartitionComparison
{
    public static async Task<CandidateSet> CompareAsync(
        LinkagePlan plan, IAsyncEnumerable<RecordBatch> partition, KeyRing ring, int threads, CancellationToken cancellationToken)
    {
        using var tokens = new RecordTokens(plan.Encoding, ring, TokenSet.Full);
        return await CompareAsync(plan, partition, tokens, threads, cancellationToken);
    }

    /// <summary>The same with the tokens and encodings kept from earlier partitions.</summary>
    public static async Task<CandidateSet> CompareAsync(
        LinkagePlan plan, IAsyncEnumerable<RecordBatch> partition, RecordTokens tokens, int threads, CancellationToken cancellationToken)
    {
        using var recordKeys = new RecordKeys();
        var collected = new Collector();
        var join = new CandidateJoin(plan, threads);
        await foreach (var batch in partition.WithCancellation(cancellationToken))
        {
            var keys = recordKeys.Of(batch.RecordIds);
            foreach (var (from, table, rows) in tokens.Slices(batch.Identifiers))
                collected.Add(join.Join(table, rows, tokens.SimilarNames(table, plan.Index.Names, threads)), batch.RecordIds, keys, from, table);
        }

        return collected.Build();
    }

    /// <summary>Compares records that are in memory as tokens.</summary>
    public static CandidateSet Compare(LinkagePlan plan, TokenTable records, string[] ids, ulong[] keys, int threads)
    {
        var collected = new Collector();
        collected.Add(new CandidateJoin(plan, threads).Join(records), ids, keys, 0, records);
        return collected.Build();
    }

    /// <summary>Joins one table with itself; record ids are row numbers.</summary>
    public static CandidateSet CompareSelf(LinkagePlan plan, int threads)
    {
        var ids = new string[plan.Left.Count];
        var keys = new ulong[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            (ids[i], keys[i]) = (i.ToString(System.Globalization.CultureInfo.InvariantCulture), (ulong)i);
        return Compare(plan, plan.Left, ids, keys, threads);
    }

    private sealed class Collector
    {
        private readonly List<int[]> _left = [];
        private readonly List<int[]> _right = [];
        private readonly List<int[]> _patterns = [];
        private readonly List<string> _ids = [];
        private readonly List<ulong> _keys = [];
        private readonly List<ulong> _postcodes = [];
        private long _compared;
        private long _candidates;

        /// <summary>Adds the pairs of a table whose first record is the given one of these ids and keys.</summary>
        public void Add(PairChunk[] chunks, string[] ids, ulong[] keys, int first, TokenTable table)
        {
            foreach (var chunk in chunks)
                Add(chunk, ids, keys, first, table);
        }

        private void Add(PairChunk chunk, string[] ids, ulong[] keys, int first, TokenTable table)
        {
            _compared += chunk.Compared;
            _candidates += chunk.Candidates;
            var right = new int[chunk.Count];
            var last = -1;
            for (var p = 0; p < right.Length; p++)
            {
                // Pairs are grouped by record.
                if (chunk.Right[p] != last)
                {
                    last = chunk.Right[p];
                    _ids.Add(ids[first + last]);
                    _keys.Add(keys[first + last]);
                    _postcodes.Add(table.Postcode[last] is var postcode and >= 0 ? table.Postcodes.Token(postcode, PostcodeToken.Exact) : 0);
                }

                right[p] = _ids.Count - 1;
            }

            _left.Add(chunk.Left.ToArray());
            _right.Add(right);
            _patterns.Add(chunk.Patterns.ToArray());
        }

        public CandidateSet Build() => new()
        {
            Compared = _compared,
            Candidates = _candidates,
            Left = Joined(_left),
            Right = Joined(_right),
            Patterns = Joined(_patterns),
            RecordIds = [.. _ids],
            RecordKeys = [.. _keys],
            RecordPostcodes = [.. _postcodes],
        };

        private static T[] Joined<T>(List<T[]> parts)
        {
            var all = new T[parts.Sum(p => p.Length)];
            var at = 0;
            foreach (var part in parts)
            {
                part.CopyTo(all, at);
                at += part.Length;
            }

            return all;
        }
    }
}
