namespace TfPipeline.Core.Linkage;

/// <summary>
/// The joined blocks of one family: for each rung, under each key, where the block's left people begin, or that the search goes on on the
/// tighter rung, or that it ends.
/// </summary>
/// <param name="family">The family.</param>
/// <param name="rungs">Slots of each rung, with a place of <paramref name="members"/> plus one, <see cref="Tighter"/> or <see cref="Ends"/>.</param>
/// <param name="members">Left people of block after block, ascending in each; the last of a block is stored as its complement, which is negative.</param>
internal sealed class FamilyBlocks(BlockingFamily family, KeySlot[][] rungs, int[] members)
{
    /// <summary>Of a slot: the block is not joined, but some within it are.</summary>
    public const int Tighter = -1;

    /// <summary>Of a slot: neither the block nor any within it is joined.</summary>
    public const int Ends = -2;

    /// <summary>Left people of block after block, ascending in each; the last of a block is stored as its complement, which is negative.</summary>
    public ReadOnlySpan<int> Members => members;

    /// <summary>Where among the members the joined block of each of a run of right people begins, −1 for none; at most as many people as the scratch holds.</summary>
    public void Find(PersonColumns right, int from, BlockingScratch scratch, Span<int> starts)
    {
        starts.Fill(-1);
        if (members.Length == 0)
            return;
        var alive = scratch.Fill(from, right.Count);
        for (var r = 0; r < rungs.Length && alive.Length > 0; r++)
        {
            var keys = scratch.Keys.AsSpan(0, alive.Length);
            alive = alive[..family.Rungs[r].KeysThatAre(right, alive, keys)];
            var slots = rungs[r];
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
}
