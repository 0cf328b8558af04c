using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Linkage;

/// <summary>
/// Joins right people with the cohort's blocks and compares each pair once. Only pairs with enough agreement that also pass the pre-filter
/// are kept.
/// </summary>
internal sealed class CandidateJoin(LinkagePlan plan, int threads)
{
    private const int ChunkRows = BlockingScratch.Rows;

    // People handled together: their candidate rows fit into the first-level cache.
    private const int GroupRows = 16;

    private readonly int _leastAgreement = plan.LeastAgreement;
    private readonly ObjectPool<WorkBuffers> _buffers = new(() => new WorkBuffers(plan.Left.Count));

    /// <summary>The pairs of some right people; in self mode of the cohort with itself, each unordered pair once.</summary>
    public PairChunk[] Join(TokenTable right) => Join(right, plan.RowsOf(right), plan.Index.Names.Of(right.Names, threads));

    /// <summary>The same with the encoded rows and similar names of these people.</summary>
    public PairChunk[] Join(TokenTable right, PersonColumns rows, SimilarNames names)
    {
        var comparer = new PairComparer(plan.Encoding, right, rows, names);
        var chunks = new PairChunk[(right.Count + ChunkRows - 1) / ChunkRows];
        Workers.Run(chunks.Length, threads, _buffers, (c, buffers) => chunks[c] = JoinRows(rows, comparer, c * ChunkRows, buffers));
        return chunks;
    }

    private PairChunk JoinRows(PersonColumns rows, PairComparer comparer, int from, WorkBuffers buffers)
    {
        var pairs = new PairChunk();
        var count = Math.Min(ChunkRows, rows.Count - from);
        var tables = plan.Index.Tables;
        for (var f = 0; f < tables.Count; f++)
            tables[f].Find(rows, from, buffers.Scratch, buffers.Starts.AsSpan(f * ChunkRows, count));
        for (var group = 0; group < count; group += GroupRows)
        {
            buffers.Candidates.Clear();
            var end = Math.Min(count, group + GroupRows);
            Prefetch(tables, group, end, buffers.Starts);
            for (var k = group; k < end; k++)
                Gather(tables, k, from + k, buffers);
            Compare(buffers.Candidates, comparer, pairs);
        }

        return pairs;
    }

    /// <summary>Prefetches the beginning of the blocks of some people.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Prefetch(IReadOnlyList<BlockingTable> tables, int from, int to, int[] starts)
    {
        var seen = 0;
        for (var f = 0; f < tables.Count; f++)
        {
            var members = tables[f].Members;
            for (var k = (f * ChunkRows) + from; k < (f * ChunkRows) + to; k++)
                seen += starts[k] < 0 ? 0 : members[starts[k]];
        }

        return seen;
    }

    /// <summary>Lists the left people of a right one's blocks, each once.</summary>
    private void Gather(IReadOnlyList<BlockingTable> tables, int k, int j, WorkBuffers buffers)
    {
        // In one file joined with itself a block lists both rows of a pair. The earlier row is the left one.
        var last = plan.IsSelf ? j : int.MaxValue;
        buffers.Visited.Clear();
        for (var f = 0; f < tables.Count; f++)
        {
            var start = buffers.Starts[(f * ChunkRows) + k];
            if (start < 0)
                continue;
            var members = tables[f].Members[start..];
            for (var at = 0; ; at++)
            {
                var (isLast, i) = (members[at] < 0, members[at] < 0 ? ~members[at] : members[at]);
                if (i >= last)
                    break;
                if (buffers.Visited.Add(i))
                    buffers.Candidates.Add((i, j));
                if (isLast)
                    break;
            }
        }
    }

    private void Compare(List<(int Left, int Right)> candidates, PairComparer comparer, PairChunk pairs)
    {
        pairs.Compared += candidates.Count;
        // Without prefetching, each comparison would wait for its row.
        comparer.Prefetch(CollectionsMarshal.AsSpan(candidates));
        foreach (var (i, j) in candidates)
        {
            var pattern = comparer.Compare(i, j, _leastAgreement, out var isWorthKeeping);
            if (!isWorthKeeping)
                continue;
            pairs.Candidates++;
            if (plan.Prefilter.IsPlausible(i, pattern))
                pairs.Add(i, j, pattern);
        }
    }

    /// <summary>Buffers of one worker.</summary>
    private sealed class WorkBuffers(int lefts)
    {
        public VisitedSet Visited { get; } = new(lefts);

        public List<(int Left, int Right)> Candidates { get; } = [];

        public int[] Starts { get; } = new int[BlockingRule.All.Count * ChunkRows];

        public BlockingScratch Scratch { get; } = new();
    }
}
