using System.Runtime.CompilerServices;

namespace TfPipeline.Pseudonyms;

/// <summary>
/// Dictionary encoding of tokens: codes 1, 2, … in the order of first occurrence, in a hash table with open addressing. Codes depend on that
/// order only, never on the tokens, so everything built on them is the same under every key.
/// </summary>
public sealed class TokenDictionary
{
    /// <summary>Number of a token that was never added.</summary>
    public const int Unknown = -1;

    private Slot[] _slots = new Slot[64];

    /// <summary>Tokens added.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Spreads what a number says over all its bits, by steps that can be undone: different numbers stay different. A hash function
    /// does not promise that, and a table that keeps nothing but this number needs it to tell two names apart.
    /// </summary>
    public static ulong Mixed(ulong number)
    {
        number *= 0x9E3779B97F4A7C15UL;
        return (number ^ (number >> 32)) * 0xBF58476D1CE4E5B9UL;
    }

    /// <summary>The number of a token, new or not; 0 for no token.</summary>
    public int Add(ulong token)
    {
        if (token == 0)
            return 0;
        if (Count * 5 >= _slots.Length * 3)
            Grow(_slots.Length * 2);
        ref var slot = ref Probe(_slots, token);
        if (slot.Token == 0)
            slot = new Slot { Token = token, Number = ++Count };
        return slot.Number;
    }

    /// <summary>The number of a token, <see cref="Unknown"/> for one never added, 0 for no token.</summary>
    public int Find(ulong token)
    {
        if (token == 0)
            return 0;
        ref readonly var slot = ref Probe(_slots, token);
        return slot.Token == 0 ? Unknown : slot.Number;
    }

    /// <summary>Prefetches the slot of a token. The result only keeps the read from being removed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Prefetch(ulong token) => _slots[(int)(token >> 20) & (_slots.Length - 1)].Number;

    /// <summary>Removes all tokens and keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    private static ref Slot Probe(Slot[] slots, ulong token)
    {
        var mask = slots.Length - 1;
        // Tokens are as good as random, so some of their bits are a hash.
        var at = (int)(token >> 20) & mask;
        while (slots[at].Token != 0 && slots[at].Token != token)
            at = (at + 1) & mask;
        return ref slots[at];
    }

    /// <summary>Makes the table large enough for a known number of tokens.</summary>
    public void Reserve(int tokens)
    {
        var length = _slots.Length;
        while (tokens * 5L >= length * 3L)
            length *= 2;
        if (length > _slots.Length)
            Grow(length);
    }

    private void Grow(int length)
    {
        var slots = new Slot[length];
        foreach (var slot in _slots)
        {
            if (slot.Token != 0)
                Probe(slots, slot.Token) = slot;
        }

        _slots = slots;
    }

    private struct Slot
    {
        public ulong Token;
        public int Number;
    }
}
