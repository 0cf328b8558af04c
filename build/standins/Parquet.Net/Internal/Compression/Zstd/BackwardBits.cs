using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Internal.Compression.Zstd;

/// <summary>
/// A bit stream that is read from its end (RFC 8878, 4.1): the highest set bit of the last byte marks where it begins.
/// Bits before the first byte read as zero, and Position then is negative; a valid stream ends at exactly 0.
/// </summary>
internal ref struct BackwardBits
{
    private readonly ReadOnlySpan<byte> data;

    public BackwardBits(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || data[^1] == 0)
            throw Zstandard.Broken();
        this.data = data;
        Position = ((data.Length - 1) * 8) + BitOperations.Log2(data[^1]);
    }

    /// <summary>Bits that are left.</summary>
    public int Position { get; private set; }

    /// <summary>The next bits without going on; at most 56.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Peek(int count)
    {
        var start = Position - count;
        if (start < 0)
            return start <= -count ? 0 : Extract(0, Position) << -start;
        return Extract(start, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(int count) => Position -= count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Read(int count)
    {
        var bits = Peek(count);
        Position -= count;
        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Extract(int start, int count)
    {
        var at = start >> 3;
        ulong word;
        if (at + 8 <= data.Length)
        {
            word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
        }
        else
        {
            word = 0;
            for (var i = 0; at + i < data.Length; i++)
                word |= (ulong)data[at + i] << (8 * i);
        }

        return (word >> (start & 7)) & ((1UL << count) - 1);
    }
}
