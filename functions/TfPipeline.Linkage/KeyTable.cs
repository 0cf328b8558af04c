namespace TfPipeline.Linkage;

/// <summary>
/// The blocks of one blocking key: for every key that the left side has a block number (0, 1, … in the order of the left rows), found by
/// <see cref="KeySlots"/>, and how many people of each side it holds.
/// </summary>
internal sealed class KeyTable
{
    private readonly ArrayReusePool<KeySlot> _slotPool;
    private readonly ArrayReusePool<Sides> _sidePool;
    private KeySlot[] _slots;
    private Sides[] _sides;

    private KeyTable(KeySlot[] slots, Sides[] sides, int count, ArrayReusePool<KeySlot> slotPool, ArrayReusePool<Sides> sidePool)
        => (_slots, _sides, Count, _slotPool, _sidePool) = (slots, sides, count, slotPool, sidePool);

    /// <summary>Number of blocks.</summary>
    public int Count { get; }

    public int Left(int block) => _sides[block].Left;

    public int Right(int block) => _sides[block].Right;

    /// <summary>Pairs that a join on the block's key gives.</summary>
    public long Pairs(int block) => (long)_sides[block].Left * _sides[block].Right;

    /// <summary>The block of each key; −1 where there is none.</summary>
    public void Find(ReadOnlySpan<ulong> keys, Span<int> blocks)
    {
        var slots = _slots;
        KeySlots.Prefetch(slots, keys);
        for (var i = 0; i < keys.Length; i++)
            blocks[i] = keys[i] == 0 ? -1 : slots[KeySlots.Probe(slots, keys[i])].Value - 1;
    }

    /// <summary>Counts a right person for each block, none for −1; by one thread at a time.</summary>
    public void CountRight(ReadOnlySpan<int> blocks)
    {
        var sides = _sides;
        foreach (var block in blocks)
        {
            if (block >= 0)
                sides[block].Right++;
        }
    }

    /// <summary>Gives the slots with a value in place of each block, and ends the table. Values are by block, and none is 0.</summary>
    public KeySlot[] Slots(ReadOnlySpan<int> values)
    {
        var slots = _slots;
        foreach (ref var slot in slots.AsSpan())
            slot.Value = slot.Value == 0 ? 0 : values[slot.Value - 1];
        _sidePool.Return(_sides);
        (_slots, _sides) = ([], []);
        return slots;
    }

    /// <summary>Gives the memory of a table that is no longer needed back to its builder.</summary>
    public void Return()
    {
        _slotPool.Return(_slots);
        _sidePool.Return(_sides);
        (_slots, _sides) = ([], []);
    }

    /// <summary>Builds tables one after the other in the same memory.</summary>
    /// <param name="people">Most people that are added to a table.</param>
    public sealed class Builder(int people)
    {
        private readonly ArrayReusePool<KeySlot> _slotPool = new();
        private readonly ArrayReusePool<Sides> _sidePool = new();
        private KeySlot[] _slots = new KeySlot[KeySlots.Capacity(people)];
        private readonly Sides[] _sides = new Sides[people];
        private readonly ulong[] _keys = new ulong[people];
        private int _count;

        /// <summary>Reusable columns beside the tables.</summary>
        public ArrayReusePool<int> Columns { get; } = new();

        /// <summary>Adds a left person under each key, none of which is 0, and gives the blocks' numbers.</summary>
        public void Add(ReadOnlySpan<ulong> keys, Span<int> blocks)
        {
            KeySlots.Prefetch(_slots, keys);
            for (var i = 0; i < keys.Length; i++)
            {
                ref var slot = ref _slots[KeySlots.Probe(_slots, keys[i])];
                if (slot.Value == 0)
                {
                    (_keys[_count], _sides[_count]) = (keys[i], default);
                    slot = KeySlots.Of(keys[i], ++_count);
                }

                blocks[i] = slot.Value - 1;
                _sides[blocks[i]].Left++;
            }
        }

        /// <summary>The table of what was added; the builder is empty again.</summary>
        public KeyTable Build()
        {
            var (slots, sides) = (_slotPool.RentExactly(KeySlots.Capacity(_count)), _sidePool.Rent(_count));
            if (slots.Length == _slots.Length)
                (slots, _slots) = (_slots, slots);
            else
                Fill(slots);
            _sides.AsSpan(0, _count).CopyTo(sides);
            var table = new KeyTable(slots, sides, _count, _slotPool, _sidePool);
            Array.Clear(_slots);
            _count = 0;
            return table;
        }

        private void Fill(KeySlot[] slots)
        {
            const int run = 1024;
            Array.Clear(slots);
            for (var from = 0; from < _count; from += run)
            {
                var keys = _keys.AsSpan(from, Math.Min(run, _count - from));
                KeySlots.Prefetch(slots, keys);
                for (var k = 0; k < keys.Length; k++)
                    slots[KeySlots.Probe(slots, keys[k])] = KeySlots.Of(keys[k], from + k + 1);
            }
        }
    }

    private struct Sides
    {
        public int Left;
        public int Right;
    }
}
