using System.Numerics;
using System.Runtime.Intrinsics;

namespace Parquet.Internal.Encodings;

/// <summary>Single bits, lowest first, to and from one byte each.</summary>
internal static class BitsToBytes
{
    private const ulong LowBits = 0x0101_0101_0101_0101;

    /// <summary>Expands bits to bytes of 0 and 1; returns how many are 1.</summary>
    public static int Expand(ReadOnlySpan<byte> bits, Span<byte> bytes)
    {
        var ones = 0;
        var whole = bytes.Length / 8;
        for (var i = 0; i < whole; i++)
        {
            var b = bits[i];
            ones += BitOperations.PopCount(b);
            BitConverter.TryWriteBytes(bytes[(8 * i)..], Spread(b));
        }

        for (var i = whole * 8; i < bytes.Length; i++)
        {
            bytes[i] = (byte)((bits[i >> 3] >> (i & 7)) & 1);
            ones += bytes[i];
        }

        return ones;
    }

    /// <summary>Packs bytes of 0 and 1; the rest of the last byte is zero.</summary>
    public static void Pack(ReadOnlySpan<byte> bytes, Span<byte> bits)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 32 <= bytes.Length; i += 32)
            {
                var isZero = Vector256.Equals(Vector256.Create(bytes.Slice(i, 32)), Vector256<byte>.Zero);
                BitConverter.TryWriteBytes(bits[(i >> 3)..], ~isZero.ExtractMostSignificantBits());
            }
        }

        for (; i < bytes.Length; i += 8)
        {
            var packed = 0;
            for (var b = 0; b < 8 && i + b < bytes.Length; b++)
                packed |= (bytes[i + b] & 1) << b;
            bits[i >> 3] = (byte)packed;
        }
    }

    // Bit k of the byte becomes byte k of the word: each byte keeps its own bit, and adding 127 carries it to bit 7.
    private static ulong Spread(byte b)
    {
        var own = b * LowBits & 0x8040_2010_0804_0201;
        return (own + 0x7F7F_7F7F_7F7F_7F7F) >> 7 & LowBits;
    }
}
