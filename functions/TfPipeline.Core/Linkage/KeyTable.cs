namespace TfPipeline.Core.Linkage;

/// <summary>
/// The blocks of one blocking key: for every key that the left side has a block number (0, 1, … in the order of the left rows), found by
/// open addressing, and how many people of each side it holds. Lookups run over columns of keys, so that the waits for memory overlap.
/// </summary>
internal sealed class KeyTable
{
    private readonly Slot[] _slots;
    private readonly Sides[] _sides;

    private KeyTable(Slot[] slots, Sides[] sides) => (_slots, _sides) = (slots, sides);

    /// <summary>Number of blocks.</summary>
    public int Count => _sides.Length;

    public int Left(int block) => _sides[block].Left;

    public int Right(int block) => _sides[block].Right;

    /// <summary>Pairs that a join on the block's key gives.</summary>
    public long Pairs(int block) => (long)_sides[block].Left * _sides[block].Right;

    /// <summary>The block of each key; −1 where there is none.</summary>
    public void Find(ReadOnlySpan<ulong> keys, Span<int> blocks)
    {
        var slots = _slots;
        for (var i = 0; i < keys.Length; i++)
            blocks[i] = keys[i] == 0 ? -1 : slots[Probe(slots, keys[i])].Number - 1;
    }

    /// <summary>Counts one right person; safe for use by several threads.</summary>
    public void CountRight(int block) => Interlocked.Increment(ref _sides[block].Right);

    // Print and place take different bits of the key. Keys that share all of both, one pair in 2^50 or so, become one block: a pair more to compare.
    private static uint Print(ulong key) => (uint)(key >> 32);

    private static int Probe(Slot[] slots, ulong key)
    {
        var mask = slots.Length - 1;
        var print = Print(key);
        var at = (int)key & mask;
        while (slots[at].Number != 0 && slots[at].Print != print)
            at = (at + 1) & mask;
        return at;
    }

    private static int Capacity(int blocks)
    {
        var capacity = 64;
        while (blocks * 5L > capacity * 3L)
            capacity *= 2;
        return capacity;
    }

    /// <summary>Builds tables one after the other in the same room, so that none leaves more behind than it needs.</summary>
    /// <param name="people">Most people that are added to a table.</param>
    public sealed class Builder(int people)
    {
        private readonly Slot[] _slots = new Slot[Capacity(people)];
        private readonly Sides[] _sides = new Sides[people];
        private readonly ulong[] _keys = new ulong[people];
        private int _count;

        /// <summary>Adds one left person under a key that is not 0 and gives the block's number.</summary>
        public int Add(ulong key)
        {
            ref var slot = ref _slots[Probe(_slots, key)];
            if (slot.Number == 0)
            {
                (_keys[_count], _sides[_count]) = (key, default);
                slot = new Slot { Print = Print(key), Number = ++_count };
            }

            _sides[slot.Number - 1].Left++;
            return slot.Number - 1;
        }

        /// <summary>The table of what was added; the builder is empty again.</summary>
        public KeyTable Build()
        {
            var slots = new Slot[Capacity(_count)];
            for (var block = 0; block < _count; block++)
                slots[Probe(slots, _keys[block])] = new Slot { Print = Print(_keys[block]), Number = block + 1 };
            var table = new KeyTable(slots, _sides[.._count]);
            Array.Clear(_slots);
            _count = 0;
            return table;
        }
    }

    private struct Slot
    {
        public uint Print;
        public int Number;
    }

    private struct Sides
    {
        public int Left;
        public int Right;
    }
}
