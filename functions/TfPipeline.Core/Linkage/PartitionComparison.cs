using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>Compares the records of one partition with the cohort.</summary>
internal static class PartitionComparison
{
    public static async Task<CandidateSet> CompareAsync(
        LinkagePlan plan, IAsyncEnumerable<RecordBatch> partition, KeyRing ring, int threads, CancellationToken cancellationToken)
    {
        using var tokeniser = new Tokeniser(ring);
        using var recordKeys = new RecordKeys();
        var collected = new Collector();
        await foreach (var batch in partition.WithCancellation(cancellationToken))
        {
            var table = tokeniser.Tokenise(batch.Identifiers);
            var keys = recordKeys.Of(batch.RecordIds);
            foreach (var chunk in CandidateJoin.Join(plan.Index, table, isSelf: false, plan.LeastAgreement, threads))
                collected.Add(chunk, batch.RecordIds, keys, table);
        }

        return collected.Build();
    }

    /// <summary>Joins one table with itself; record ids are row numbers.</summary>
    public static CandidateSet CompareSelf(LinkagePlan plan, int threads)
    {
        var people = plan.Index.Left;
        var ids = new string[people.Count];
        var keys = new ulong[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            (ids[i], keys[i]) = (i.ToString(System.Globalization.CultureInfo.InvariantCulture), (ulong)i);
        var collected = new Collector();
        foreach (var chunk in CandidateJoin.Join(plan.Index, people, isSelf: true, plan.LeastAgreement, threads))
            collected.Add(chunk, ids, keys, people);
        return collected.Build();
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

        public void Add(PairChunk chunk, string[] ids, ulong[] keys, TokenTable table)
        {
            _compared += chunk.Compared;
            var right = new int[chunk.Count];
            var last = -1;
            for (var p = 0; p < right.Length; p++)
            {
                // Pairs come record by record.
                if (chunk.Right[p] != last)
                {
                    last = chunk.Right[p];
                    _ids.Add(ids[last]);
                    _keys.Add(keys[last]);
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
