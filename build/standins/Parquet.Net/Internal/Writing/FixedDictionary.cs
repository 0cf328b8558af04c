using System.Buffers;
using System.Runtime.CompilerServices;

namespace Parquet.Internal.Writing;

/// <summary>
/// The distinct values of a column of 4 or 8 byte values, in order of first appearance, and each value's index.
/// Keys are the bits of the values, so that every NaN and both zeros survive.
/// </summary>
internal sealed class FixedDictionary : IDisposable
{
    public const int MaxEntries = 1 << 16;
    private const int SampleSize = 1024;

    // A column of 65,536 equally frequent values shows eight repeats in a sample of 1,024.
    private const int MinRepeats = 8;

    private readonly int[] slots;
    private readonly ulong[] keys;
    private readonly int slotMask;

    private FixedDictionary(int capacity)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2);
        slots = ArrayPool<int>.Shared.Rent(size);
        slots.AsSpan(0, size).Fill(-1);
        keys = ArrayPool<ulong>.Shared.Rent(capacity);
        slotMask = size - 1;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Keys => keys.AsSpan(0, Count);

    /// <summary>
    /// Indices of all values, in a rented array, or null when a dictionary would not pay. A sample spread over the
    /// column decides whether to try at all; the number of entries decides in the end.
    /// </summary>
    public static FixedDictionary? TryBuild<T>(ReadOnlySpan<T> values, double threshold, bool sample, out uint[]? indices)
        where T : struct
    {
        indices = null;
        if (values.Length < 16 || (sample && !SamplePays(values, threshold)))
            return null;
        var limit = (int)Math.Min(MaxEntries, values.Length * threshold);
        var dictionary = new FixedDictionary(Math.Max(limit, 1));
        indices = ArrayPool<uint>.Shared.Rent(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var index = dictionary.Find(Bits(values[i]), limit);
            if (index < 0)
            {
                ArrayPool<uint>.Shared.Return(indices);
                indices = null;
                dictionary.Dispose();
                return null;
            }

            indices[i] = (uint)index;
        }

        return dictionary;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(slots);
        ArrayPool<ulong>.Shared.Return(keys);
    }

    private static bool SamplePays<T>(ReadOnlySpan<T> values, double threshold)
        where T : struct
    {
        if (values.Length <= SampleSize)
            return true;
        using var seen = new FixedDictionary(SampleSize);
        var stride = values.Length / SampleSize;
        for (var i = 0; i < SampleSize; i++)
            seen.Find(Bits(values[i * stride]), SampleSize);
        return seen.Count <= SampleSize * threshold || SampleSize - seen.Count >= MinRepeats;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits<T>(T value)
        where T : struct =>
        Unsafe.SizeOf<T>() == 8 ? Unsafe.BitCast<T, ulong>(value) : Unsafe.BitCast<T, uint>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong key, int limit)
    {
        var slot = (int)((key * 0x9E37_79B9_7F4A_7C15) >> 40) & slotMask;
        while (true)
        {
            var index = slots[slot];
            if (index < 0)
                return Add(key, slot, limit);
            if (keys[index] == key)
                return index;
            slot = (slot + 1) & slotMask;
        }
    }

    private int Add(ulong key, int slot, int limit)
    {
        if (Count >= limit)
            return -1;
        slots[slot] = Count;
        keys[Count] = key;
        return Count++;
    }
}
