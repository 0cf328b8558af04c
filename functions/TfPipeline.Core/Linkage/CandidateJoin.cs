using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>Joins a table of right people with the cohort's blocks and compares each pair once.</summary>
internal static class CandidateJoin
{
    private const int ChunkRows = 16384;

    /// <param name="index">The cohort with its blocks built.</param>
    /// <param name="right">The right people; in self mode the cohort itself.</param>
    /// <param name="isSelf">True to take each unordered pair of one table once.</param>
    /// <param name="leastAgreement">Main fields that must agree for a pair to be kept.</param>
    /// <param name="threads">Workers; the result does not depend on it.</param>
    public static List<PairChunk> Join(CohortIndex index, TokenTable right, bool isSelf, int leastAgreement, int threads)
    {
        var leftRows = index.LeftRows;
        var rightRows = isSelf ? leftRows : PersonRow.Of(right);
        var chunks = new PairChunk[(right.Count + ChunkRows - 1) / ChunkRows];
        Parallel.For(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, c =>
        {
            var comparer = new PairComparer(index.Left, leftRows, right, rightRows);
            chunks[c] = JoinRows(index, comparer, right, isSelf, leastAgreement, c * ChunkRows, Math.Min(right.Count, (c + 1) * ChunkRows));
        });
        return [.. chunks];
    }

    private static PairChunk JoinRows(CohortIndex index, PairComparer comparer, TokenTable right, bool isSelf, int leastAgreement, int from, int to)
    {
        var pairs = new PairChunk();
        Span<int> active = stackalloc int[BlockingFamily.Stride];
        for (var j = from; j < to; j++)
        {
            var tokens = BlockingTokens.Of(right, j);
            for (var f = 0; f < BlockingFamily.All.Count; f++)
            {
                active[f] = index.Active(f, ref tokens);
                if (active[f] >= 0)
                    JoinBlock(index, comparer, index.Block(f, active[f]), active[..f], j, isSelf, leastAgreement, pairs);
            }
        }

        return pairs;
    }

    private static void JoinBlock(CohortIndex index, PairComparer comparer, ReadOnlySpan<int> block, ReadOnlySpan<int> earlier, int j, bool isSelf, int leastAgreement, PairChunk pairs)
    {
        foreach (var i in block)
        {
            if ((isSelf && i >= j) || MetBefore(index.ActiveOfLeft, i, earlier))
                continue;
            var pattern = comparer.Compare(i, j, leastAgreement, out var isWorthKeeping);
            pairs.Compared++;
            if (isWorthKeeping)
                pairs.Add(i, j, pattern);
        }
    }

    private static bool MetBefore(int[] activeOfLeft, int i, ReadOnlySpan<int> earlier)
    {
        var row = activeOfLeft.AsSpan(i * BlockingFamily.Stride, earlier.Length);
        for (var f = 0; f < earlier.Length; f++)
        {
            if (earlier[f] >= 0 && row[f] == earlier[f])
                return true;
        }

        return false;
    }
}

/// <summary>Growing columns of pairs.</summary>
internal sealed class PairChunk
{
    private int[] _left = new int[1024];
    private int[] _right = new int[1024];
    private int[] _patterns = new int[1024];

    public int Count { get; private set; }

    public long Compared { get; set; }

    public ReadOnlySpan<int> Left => _left.AsSpan(0, Count);

    public ReadOnlySpan<int> Right => _right.AsSpan(0, Count);

    public ReadOnlySpan<int> Patterns => _patterns.AsSpan(0, Count);

    public void Add(int left, int right, int pattern)
    {
        if (Count == _left.Length)
        {
            Array.Resize(ref _left, 2 * Count);
            Array.Resize(ref _right, 2 * Count);
            Array.Resize(ref _patterns, 2 * Count);
        }

        (_left[Count], _right[Count], _patterns[Count]) = (left, right, pattern);
        Count++;
    }
}
