using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// A set of texts, kept as 64-bit hashes in an open table of at most twice as many places as texts: 20 million records take about
/// half a gigabyte less than as strings. Two texts share a hash once in about 100,000 sets of that size, which would count one row wrongly.
/// </summary>
internal sealed class RecordSet
{
    private ulong[] _places = new ulong[1 << 10];

    public int Count { get; private set; }

    public static ulong HashOf(string text) => Placed(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));

    public static ulong Join(ulong hash, long value) => Placed(XxHash3.HashToUInt64(MemoryMarshal.AsBytes([hash, unchecked((ulong)value)])));

    /// <summary>False when it was there already.</summary>
    public bool Add(ulong hash)
    {
        if ((Count + 1) * 4L > _places.Length * 3L)
            Grow();
        ref var place = ref Find(_places, hash);
        if (place == hash)
            return false;
        place = hash;
        Count++;
        return true;
    }

    public bool Contains(ulong hash) => Find(_places, hash) == hash;

    // 0 marks a free place.
    private static ulong Placed(ulong hash) => hash == 0 ? 1 : hash;

    private static ref ulong Find(ulong[] places, ulong hash)
    {
        var at = (int)(hash & (uint)(places.Length - 1));
        while (places[at] != 0 && places[at] != hash)
            at = (at + 1) & (places.Length - 1);
        return ref places[at];
    }

    private void Grow()
    {
        var larger = new ulong[_places.Length * 2];
        foreach (var hash in _places)
            if (hash != 0)
                Find(larger, hash) = hash;
        _places = larger;
    }
}
