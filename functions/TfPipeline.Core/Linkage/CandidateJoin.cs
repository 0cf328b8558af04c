using System.Runtime.CompilerServices;
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

    // So many people at a time: their candidates fit into the nearest cache.
    private const int GroupRows = 16;

    private readonly int _leastAgreement = plan.LeastAgreement;
    private readonly Pool<Room> _rooms = new(() => new Room(plan.Left.Count));

    /// <summary>The pairs of some right people; in self mode of the cohort with itself, each unordered pair once.</summary>
    public PairChunk[] Join(TokenTable right) => Join(right, plan.RowsOf(right), plan.Index.Names.Of(right.Names, threads));

    /// <summary>The same with what is known of these people and their names.</summary>
    public PairChunk[] Join(TokenTable right, PersonColumns rows, NameNeighbours names)
    {
        var comparer = new PairComparer(plan.Numbers, right, rows, names);
        var chunks = new PairChunk[(right.Count + ChunkRows - 1) / ChunkRows];
        Workers.Run(chunks.Length, threads, _rooms, (c, room) => chunks[c] = JoinRows(rows, comparer, c * ChunkRows, room));
        return chunks;
    }

    private PairChunk JoinRows(PersonColumns rows, PairComparer comparer, int from, Room room)
    {
        var pairs = new PairChunk();
        var count = Math.Min(ChunkRows, rows.Count - from);
        var families = plan.Index.Blocks;
        for (var f = 0; f < families.Count; f++)
            families[f].Find(rows, from, room.Scratch, room.Starts.AsSpan(f * ChunkRows, count));
        for (var group = 0; group < count; group += GroupRows)
        {
            room.Candidates.Clear();
            var end = Math.Min(count, group + GroupRows);
            Touch(families, group, end, room.Starts);
            for (var k = group; k < end; k++)
                Gather(families, k, from + k, room);
            Compare(room.Candidates, comparer, pairs);
        }

        return pairs;
    }

    /// <summary>Looks at where the blocks of some people begin, so that memory is asked for all of them at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Touch(IReadOnlyList<FamilyBlocks> families, int from, int to, int[] starts)
    {
        var seen = 0;
        for (var f = 0; f < families.Count; f++)
        {
            var members = families[f].Members;
            for (var k = (f * ChunkRows) + from; k < (f * ChunkRows) + to; k++)
                seen += starts[k] < 0 ? 0 : members[starts[k]];
        }

        return seen;
    }

    /// <summary>Lists the left people of a right one's blocks, each once.</summary>
    private void Gather(IReadOnlyList<FamilyBlocks> families, int k, int j, Room room)
    {
        // A block of one's own file lists both of a pair; the earlier row counts as left.
        var last = plan.IsSelf ? j : int.MaxValue;
        room.Met.Clear();
        for (var f = 0; f < families.Count; f++)
        {
            var start = room.Starts[(f * ChunkRows) + k];
            if (start < 0)
                continue;
            var members = families[f].Members[start..];
            for (var at = 0; ; at++)
            {
                var (isLast, i) = (members[at] < 0, members[at] < 0 ? ~members[at] : members[at]);
                if (i >= last)
                    break;
                if (room.Met.Add(i))
                    room.Candidates.Add((i, j));
                if (isLast)
                    break;
            }
        }
    }

    private void Compare(List<(int Left, int Right)> candidates, PairComparer comparer, PairChunk pairs)
    {
        pairs.Compared += candidates.Count;
        // As with the blocks: one by one the comparison would wait for each row.
        comparer.Touch(CollectionsMarshal.AsSpan(candidates));
        foreach (var (i, j) in candidates)
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
        public MetPeople Met { get; } = new(lefts);

        public List<(int Left, int Right)> Candidates { get; } = [];

        public int[] Starts { get; } = new int[BlockingFamily.All.Count * ChunkRows];

        public BlockingScratch Scratch { get; } = new();
    }
}
