using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Parquet.Internal.Encodings;

/// <summary>Packs unsigned numbers of 1 to 32 bits, little-endian; the last group of eight is filled with zeros.</summary>
internal static class BitPacker
{
    /// <summary>The target has eight bytes more than the packed values take.</summary>
    public static void Pack(ReadOnlySpan<uint> values, int width, Span<byte> target)
    {
        ref var to = ref MemoryMarshal.GetReference(target);
        ulong pending = 0;
        var bits = 0;
        nint at = 0;
        foreach (var value in values)
        {
            pending |= (ulong)value << bits;
            bits += width;
            if (bits < 32)
                continue;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), (uint)pending);
            at += 4;
            pending >>= 32;
            bits -= 32;
        }

        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, at), pending);
        var end = (((values.Length + 7) / 8) * width) - (int)at - 8;
        if (end > 0)
            target.Slice((int)at + 8, end).Clear();
    }
}
