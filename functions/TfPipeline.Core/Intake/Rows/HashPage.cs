namespace TfPipeline.Core.Intake;

/// <summary>A page of <see cref="PagedTable{TValue}"/>: open addressing over a power of two of slots.</summary>
internal sealed class HashPage<TValue>
    where TValue : struct
{
    public const int FirstSize = 512;
    public const int StoredBits = 56;

    private readonly uint[] _low;
    private readonly ushort[] _middle;
    private readonly byte[] _high;

    public HashPage(int bits, int size, bool withValues)
    {
        Bits = bits;
        _low = new uint[size];
        _middle = new ushort[size];
        _high = new byte[size];
        Values = withValues ? new TValue[size] : [];
    }

    /// <summary>How many leading bits all entries share.</summary>
    public int Bits { get; private set; }

    public int Count { get; private set; }

    public int Size => _low.Length;

    public TValue[] Values { get; }

    /// <summary>What is kept of a hash. Zero marks a free slot.</summary>
    public static ulong Stored(ulong hash) => Math.Max(1, hash >> (64 - StoredBits));

    public bool Holds(int at) => (_low[at] | _middle[at] | _high[at]) != 0;

    /// <summary>The slot of an entry, or the free slot where it belongs.</summary>
    public int Find(ulong stored)
    {
        var at = (int)(stored & (uint)(Size - 1));
        while (Holds(at) && At(at) != stored)
            at = (at + 1) & (Size - 1);
        return at;
    }

    public void Put(int at, ulong stored)
    {
        (_low[at], _middle[at], _high[at]) = ((uint)stored, (ushort)(stored >> 32), (byte)(stored >> 48));
        Count++;
    }

    /// <summary>Moves the entries whose next bit is set to a new page.</summary>
    public HashPage<TValue> SplitUpper(bool withValues)
    {
        Bits++;
        var upper = new HashPage<TValue>(Bits, Size, withValues);
        var entries = TakeAll(withValues);
        foreach (var (stored, value) in entries)
            ((stored >> (StoredBits - Bits) & 1) == 0 ? this : upper).Insert(stored, value, withValues);
        return upper;
    }

    /// <summary>The same entries in twice the room.</summary>
    public HashPage<TValue> Doubled(bool withValues)
    {
        var doubled = new HashPage<TValue>(Bits, 2 * Size, withValues);
        foreach (var (stored, value) in TakeAll(withValues))
            doubled.Insert(stored, value, withValues);
        return doubled;
    }

    private ulong At(int at) => _low[at] | ((ulong)_middle[at] << 32) | ((ulong)_high[at] << 48);

    private void Insert(ulong stored, TValue value, bool withValues)
    {
        var at = Find(stored);
        Put(at, stored);
        if (withValues)
            Values[at] = value;
    }

    private List<(ulong Stored, TValue Value)> TakeAll(bool withValues)
    {
        var entries = new List<(ulong, TValue)>(Count);
        for (var at = 0; at < Size; at++)
        {
            if (Holds(at))
                entries.Add((At(at), withValues ? Values[at] : default));
        }

        Array.Clear(_low);
        Array.Clear(_middle);
        Array.Clear(_high);
        Count = 0;
        return entries;
    }
}
