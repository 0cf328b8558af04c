namespace TfPipeline.Core.Linkage;

/// <summary>
/// The joined blocks of one family: for each rung, under each key, where the block's left people begin, or that the search goes on on the
/// tighter rung, or that it ends.
/// </summary>
internal sealed class FamilyBlocks
{
    // Of a slot: the block is not joined but some within it are, or none is. Otherwise a slot holds one more than where its people begin.
    private const int Tighter = -1, Ends = -2;

    private readonly BlockingFamily _family;
    private readonly KeySlot[][] _rungs;
    private readonly int[] _members;

    private FamilyBlocks(BlockingFamily family, KeySlot[][] rungs, int[] members) => (_family, _rungs, _members) = (family, rungs, members);

    /// <summary>Left people of block after block, ascending in each; the last of a block is stored as its complement, which is negative.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <summary>Takes the blocks from their tables, which end.</summary>
    /// <param name="family">The family.</param>
    /// <param name="lefts">Left people.</param>
    /// <param name="rungs">Blocks of each rung.</param>
    /// <param name="allowed">Which of them are joined, by rung and block.</param>
    /// <param name="parents">The looser block around each, by rung and block.</param>
    /// <param name="blockOfLeft">Block of each left person, by rung; −1 for none.</param>
    public static FamilyBlocks Of(BlockingFamily family, int lefts, KeyTable[] rungs, bool[][] allowed, int[][] parents, int[][] blockOfLeft)
    {
        var values = Values(rungs, allowed, parents, out var places);
        var members = new int[places];
        List(values, lefts, blockOfLeft, members);
        var slots = new KeySlot[rungs.Length][];
        for (var r = 0; r < slots.Length; r++)
            slots[r] = rungs[r].Slots(values[r]);
        return new FamilyBlocks(family, slots, members);
    }

    /// <summary>Where among the members the joined block of each of a run of right people begins, −1 for none; at most as many people as the scratch holds.</summary>
    public void Find(PersonColumns right, int from, BlockingScratch scratch, Span<int> starts)
    {
        starts.Fill(-1);
        if (_members.Length == 0)
            return;
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < _rungs.Length && alive.Length > 0; r++)
        {
            var keys = scratch.Keys.AsSpan(0, alive.Length);
            alive = alive[.._family.Rungs[r].KeysThatAre(right, alive, keys)];
            var slots = _rungs[r];
            KeySlots.Touch(slots, keys[..alive.Length]);
            var kept = 0;
            for (var i = 0; i < alive.Length; i++)
            {
                var start = slots[KeySlots.Probe(slots, keys[i])].Value;
                if (start > 0)
                    starts[alive[i] - from] = start - 1;
                else if (start == Tighter)
                    alive[kept++] = alive[i];
            }

            alive = alive[..kept];
        }
    }

    /// <summary>What a slot says of each block of each rung, and how many people the joined ones hold.</summary>
    private static int[][] Values(KeyTable[] rungs, bool[][] allowed, int[][] parents, out int places)
    {
        places = 0;
        var values = new int[rungs.Length][];
        for (var r = rungs.Length - 1; r >= 0; r--)
        {
            var own = values[r] = new int[rungs[r].Count];
            for (var block = 0; block < own.Length; block++)
            {
                own[block] = allowed[r][block] ? places + 1 : Ends;
                places += allowed[r][block] ? rungs[r].Left(block) : 0;
            }

            for (var block = 0; r < rungs.Length - 1 && block < values[r + 1].Length; block++)
            {
                if (values[r + 1][block] != Ends)
                    own[parents[r + 1][block]] = Tighter;
            }
        }

        return values;
    }

    private static void List(int[][] values, int lefts, int[][] blockOfLeft, int[] members)
    {
        var next = Array.ConvertAll(values, v => (int[])v.Clone());
        for (var i = 0; i < lefts; i++)
        {
            for (var r = 0; r < values.Length && blockOfLeft[r][i] is >= 0 and var block; r++)
            {
                if (values[r][block] <= 0)
                    continue;
                members[next[r][block]++ - 1] = i;
                break;
            }
        }

        for (var r = 0; r < values.Length; r++)
        {
            for (var block = 0; block < values[r].Length; block++)
            {
                if (values[r][block] > 0)
                    members[next[r][block] - 2] = ~members[next[r][block] - 2];
            }
        }
    }
}
