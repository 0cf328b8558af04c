using System.Runtime.CompilerServices;

namespace TfPipeline.Core.Linkage;

/// <summary>
/// Open addressing by blocking key. Tables are larger than the processor's caches, so everything is done for runs of keys: a first look at
/// all the places asks memory for them at once, where one after the other would wait for each.
/// </summary>
internal static class KeySlots
{
    /// <summary>A power of two with room for so many keys, three fifths full at the most.</summary>
    public static int Capacity(int keys)
    {
        var capacity = 64;
        while (keys * 5L > capacity * 3L)
            capacity *= 2;
        return capacity;
    }

    /// <summary>The slot of a key, or the empty one that it belongs into.</summary>
    public static int Probe(KeySlot[] slots, ulong key)
    {
        var (mask, print) = (slots.Length - 1, Print(key));
        var at = (int)key & mask;
        while (slots[at].Value != 0 && slots[at].Print != print)
            at = (at + 1) & mask;
        return at;
    }

    /// <summary>What a slot for a key holds.</summary>
    public static KeySlot Of(ulong key, int value) => new() { Print = Print(key), Value = value };

    // Not inlined, so that a sum that nobody uses is made all the same.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Touch(KeySlot[] slots, ReadOnlySpan<ulong> keys)
    {
        var (mask, seen) = (slots.Length - 1, 0);
        foreach (var key in keys)
            seen += slots[(int)key & mask].Value;
        return seen;
    }

    // Print and place take different bits of the key. Keys that share all of both, one pair in 2^50 or so, become one block: a pair more to compare.
    private static uint Print(ulong key) => (uint)(key >> 32);
}

/// <summary>One place of a table of keys.</summary>
internal struct KeySlot
{
    public uint Print;

    /// <summary>0 for an empty slot.</summary>
    public int Value;
}
