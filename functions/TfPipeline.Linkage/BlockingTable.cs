namespace TfPipeline.Linkage;

/// <summary>
/// The joined blocks of one blocking rule. For each key value a slot says where the block's left people begin, that the next refinement
/// must be looked up, or that no block is joined.
/// </summary>
internal sealed class BlockingTable
{
    // Slot values: the block is not joined but a finer one within it is; none is. Any other slot holds the start of its people plus one.
    private const int Tighter = -1, Ends = -2;

    private readonly BlockingRule _rule;
    private readonly KeySlot[][] _slots;
    private readonly int[] _members;

    private BlockingTable(BlockingRule rule, KeySlot[][] slots, int[] members) => (_rule, _slots, _members) = (rule, slots, members);

    /// <summary>Left people of all blocks, ascending within each. The last of a block is stored as its bitwise complement, which is negative.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <summary>Takes the blocks over from their tables, which cannot be used afterwards.</summary>
    /// <param name="rule">The blocking rule.</param>
    /// <param name="lefts">Left people.</param>
    /// <param name="tables">Blocks of each refinement.</param>
    /// <param name="allowed">Which of them are joined, by refinement and block.</param>
    /// <param name="parents">The looser block around each, by refinement and block.</param>
    /// <param name="blockOfLeft">Block of each left person, by refinement; −1 for none.</param>
    public static BlockingTable Of(BlockingRule rule, int lefts, KeyTable[] tables, bool[][] allowed, int[][] parents, int[][] blockOfLeft)
    {
        var values = Values(tables, allowed, parents, out var places);
        var members = new int[places];
        List(values, lefts, blockOfLeft, members);
        var slots = new KeySlot[tables.Length][];
        for (var r = 0; r < slots.Length; r++)
            slots[r] = tables[r].Slots(values[r]);
        return new BlockingTable(rule, slots, members);
    }

    /// <summary>Where among the members the joined block of each of a run of right people begins, −1 for none; at most as many people as the scratch holds.</summary>
    public void Find(PersonColumns right, int from, BlockingScratch scratch, Span<int> starts)
    {
        starts.Fill(-1);
        if (_members.Length == 0)
            return;
        var remaining = scratch.Fill(from, right.Count);
        for (var r = 0; r < _slots.Length && remaining.Length > 0; r++)
        {
            var keys = scratch.Keys.AsSpan(0, remaining.Length);
            remaining = remaining[.._rule.Refinements[r].KeysThatAre(right, remaining, keys)];
            var slots = _slots[r];
            KeySlots.Prefetch(slots, keys[..remaining.Length]);
            var kept = 0;
            for (var i = 0; i < remaining.Length; i++)
            {
                var start = slots[KeySlots.Probe(slots, keys[i])].Value;
                if (start > 0)
                    starts[remaining[i] - from] = start - 1;
                else if (start == Tighter)
                    remaining[kept++] = remaining[i];
            }

            remaining = remaining[..kept];
        }
    }

    /// <summary>What a slot says of each block of each refinement, and how many people the joined ones hold.</summary>
    private static int[][] Values(KeyTable[] tables, bool[][] allowed, int[][] parents, out int places)
    {
        places = 0;
        var values = new int[tables.Length][];
        for (var r = tables.Length - 1; r >= 0; r--)
        {
            var own = values[r] = new int[tables[r].Count];
            for (var block = 0; block < own.Length; block++)
            {
                own[block] = allowed[r][block] ? places + 1 : Ends;
                places += allowed[r][block] ? tables[r].Left(block) : 0;
            }

            for (var block = 0; r < tables.Length - 1 && block < values[r + 1].Length; block++)
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
