using System.Runtime.InteropServices;
using TfPipeline.Core.Pseudonyms;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Joins right people with the cohort's blocks and compares each pair once. Of the pairs with enough agreement only those are kept that
/// could be matches under any plausible fit.
/// </summary>
internal sealed class CandidateJoin(LinkagePlan plan, int threads)
{
    private const int ChunkRows = BlockingScratch.Rows;

    private readonly int _leastAgreement = plan.LeastAgreement;

    /// <summary>The pairs of some right people; in self mode of the cohort with itself, each unordered pair once.</summary>
    public PairChunk[] Join(TokenTable right)
    {
        var rows = plan.RowsOf(right);
        var comparer = new PairComparer(plan.Numbers, right, rows, plan.Index.Names.Of(right.Names, threads));
        var chunks = new PairChunk[(right.Count + ChunkRows - 1) / ChunkRows];
        Workers.Run(chunks.Length, threads, () => new Room(plan.Left.Count), (c, room) => chunks[c] = JoinRows(rows, comparer, c * ChunkRows, room));
        return chunks;
    }

    private PairChunk JoinRows(PersonColumns rows, PairComparer comparer, int from, Room room)
    {
        var pairs = new PairChunk();
        var count = Math.Min(ChunkRows, rows.Count - from);
        var families = plan.Index.Families;
        for (var f = 0; f < families.Count; f++)
            families[f].Active(rows, from, room.Scratch, room.Active.AsSpan(f * ChunkRows, count));
        for (var k = 0; k < count; k++)
        {
            room.Candidates.Clear();
            for (var f = 0; f < families.Count; f++)
            {
                if (room.Active[(f * ChunkRows) + k] is var active and >= 0)
                    Gather(families[f].Members(active), from + k, room);
            }

            Compare(room.Candidates, comparer, from + k, pairs);
        }

        return pairs;
    }

    /// <summary>Lists the left people of a block who were not met through another one.</summary>
    private void Gather(ReadOnlySpan<int> block, int j, Room room)
    {
        // A block of one's own file lists both of a pair; the earlier row counts as left.
        var (met, candidates, last) = (room.Met, room.Candidates, plan.IsSelf ? j : int.MaxValue);
        foreach (var i in block)
        {
            if (i >= last)
                break;
            if (met[i] == j + 1)
                continue;
            met[i] = j + 1;
            candidates.Add(i);
        }
    }

    private void Compare(List<int> candidates, PairComparer comparer, int j, PairChunk pairs)
    {
        pairs.Compared += candidates.Count;
        // A first look at every row asks memory for all of them at once; one by one the comparison would wait for each.
        comparer.Touch(CollectionsMarshal.AsSpan(candidates));
        foreach (var i in candidates)
        {
            var pattern = comparer.Compare(i, j, _leastAgreement, out var isWorthKeeping);
            if (!isWorthKeeping)
                continue;
            pairs.Candidates++;
            if (plan.Screen.IsPlausible(i, pattern))
                pairs.Add(i, j, pattern);
        }
    }

    /// <summary>What one worker writes on: who was met by the current right person, and the blocks of a chunk.</summary>
    private sealed class Room(int lefts)
    {
        public int[] Met { get; } = new int[lefts];

        public List<int> Candidates { get; } = [];

        public int[] Active { get; } = new int[BlockingFamily.All.Count * ChunkRows];

        public BlockingScratch Scratch { get; } = new();
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

    public long Candidates { get; set; }

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
