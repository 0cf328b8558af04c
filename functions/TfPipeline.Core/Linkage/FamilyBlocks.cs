namespace TfPipeline.Core.Linkage;

/// <summary>
/// The joined blocks of one family in one table: under each key where its left people begin, or that the search goes on on the tighter
/// rung. A key that is not there ends the search, because a tighter block lies inside a looser one.
/// </summary>
internal sealed class FamilyBlocks
{
    // Of a slot: the block is not joined itself. Otherwise a slot holds one more than where its people begin.
    private const int Tighter = -1;

    private readonly BlockingFamily _family;
    private readonly KeySlot[] _slots;
    private readonly int[] _members;

    private FamilyBlocks(BlockingFamily family, KeySlot[] slots, int[] members) => (_family, _slots, _members) = (family, slots, members);

    /// <summary>Left people of block after block, ascending in each; the last of a block is stored as its complement, which is negative.</summary>
    public ReadOnlySpan<int> Members => _members;

    /// <summary>Takes the blocks from their marks.</summary>
    /// <param name="family">The family.</param>
    /// <param name="left">The left people.</param>
    /// <param name="blocks">Blocks of each rung.</param>
    /// <param name="allowed">Which of them are joined, by rung and block.</param>
    /// <param name="blockOfLeft">Block of each left person, by rung; −1 for none.</param>
    public static FamilyBlocks Of(BlockingFamily family, PersonColumns left, int[] blocks, bool[][] allowed, int[][] blockOfLeft)
    {
        var offsets = new int[blocks.Length + 1];
        for (var r = 0; r < blocks.Length; r++)
            offsets[r + 1] = offsets[r] + blocks[r];
        var rungs = new sbyte[left.Count];
        var starts = new int[offsets[^1] + 1];
        for (var i = 0; i < rungs.Length; i++)
        {
            rungs[i] = (sbyte)RungOf(i, allowed, blockOfLeft);
            if (rungs[i] >= 0)
                starts[offsets[rungs[i]] + blockOfLeft[rungs[i]][i] + 1]++;
        }

        for (var b = 1; b < starts.Length; b++)
            starts[b] += starts[b - 1];
        var members = new int[starts[^1]];
        var (next, keys) = (starts.AsSpan(0, starts.Length - 1).ToArray(), new List<(ulong Key, int Start)>());
        var isMarked = new bool[starts.Length];
        for (var i = 0; i < rungs.Length; i++)
        {
            for (var r = 0; r <= rungs[i]; r++)
            {
                var block = offsets[r] + blockOfLeft[r][i];
                if (!isMarked[block])
                    keys.Add((family.Rungs[r].KeyOf(left, i), r == rungs[i] ? starts[block] + 1 : Tighter));
                isMarked[block] = true;
                if (r == rungs[i])
                    members[next[block]++] = next[block] == starts[block + 1] ? ~i : i;
            }
        }

        return new FamilyBlocks(family, Table(keys), members);
    }

    /// <summary>Where among the members the joined block of each of a run of right people begins, −1 for none; at most as many people as the scratch holds.</summary>
    public void Find(PersonColumns right, int from, BlockingScratch scratch, Span<int> starts)
    {
        starts.Fill(-1);
        if (_members.Length == 0)
            return;
        var slots = _slots;
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < _family.Rungs.Count && alive.Length > 0; r++)
        {
            var keys = scratch.Keys.AsSpan(0, alive.Length);
            alive = alive[.._family.Rungs[r].KeysThatAre(right, alive, keys)];
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

    private static int RungOf(int leftPerson, bool[][] allowed, int[][] blockOfLeft)
    {
        for (var r = 0; r < allowed.Length; r++)
        {
            var block = blockOfLeft[r][leftPerson];
            if (block < 0)
                return -1;
            if (allowed[r][block])
                return r;
        }

        return -1;
    }

    private static KeySlot[] Table(List<(ulong Key, int Start)> keys)
    {
        var slots = new KeySlot[KeySlots.Capacity(keys.Count)];
        foreach (var (key, start) in keys)
            slots[KeySlots.Probe(slots, key)] = KeySlots.Of(key, start);
        return slots;
    }
}
