using System.Runtime.CompilerServices;

namespace TfPipeline.Linkage;

/// <summary>
/// Hash table with open addressing by blocking key. Tables are larger than the processor's caches, so lookups are done for runs of keys, and
/// the slots of a run are prefetched together.
/// </summary>
internal static class KeySlots
{
    /// <summary>Capacity for a number of keys: a power of two, three fifths full at most.</summary>
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
        var (mask, fingerprint) = (slots.Length - 1, Fingerprint(key));
        var at = (int)key & mask;
        while (slots[at].Value != 0 && slots[at].Fingerprint != fingerprint)
            at = (at + 1) & mask;
        return at;
    }

    /// <summary>What a slot for a key holds.</summary>
    public static KeySlot Of(ulong key, int value) => new() { Fingerprint = Fingerprint(key), Value = value };

    // Not inlined, so that the compiler keeps the reads although their sum is not used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Prefetch(KeySlot[] slots, ReadOnlySpan<ulong> keys)
    {
        var (mask, seen) = (slots.Length - 1, 0);
        foreach (var key in keys)
            seen += slots[(int)key & mask].Value;
        return seen;
    }

    // Fingerprint and slot use different bits of the key. Two keys that share all of them, about one pair in 2^50, become one block; the only
    // cost is one more pair to compare.
    private static uint Fingerprint(ulong key) => (uint)(key >> 32);
}

/// <summary>One place of a table of keys.</summary>
internal struct KeySlot
{
    public uint Fingerprint;

    /// <summary>0 for an empty slot.</summary>
    public int Value;
}
