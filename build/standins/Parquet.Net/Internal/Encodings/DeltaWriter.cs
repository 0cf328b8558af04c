using System.Numerics;

namespace Parquet.Internal.Encodings;

/// <summary>Writes DELTA_BINARY_PACKED with blocks of 128 differences in 4 miniblocks.</summary>
internal static class DeltaWriter
{
    private const int BlockSize = 128;
    private const int Miniblocks = 4;
    private const int PerMiniblock = BlockSize / Miniblocks;

    /// <summary>Writes the values; of a 32-bit column the differences wrap at 32 bits, as readers expect.</summary>
    public static void Write(ReadOnlySpan<long> values, bool is32Bit, ByteBuffer output)
    {
        output.WriteVarint(BlockSize);
        output.WriteVarint(Miniblocks);
        output.WriteVarint((ulong)values.Length);
        WriteZigZag(values.IsEmpty ? 0 : values[0], output);
        Span<long> deltas = stackalloc long[BlockSize];
        for (var at = 1; at < values.Length; at += BlockSize)
        {
            var count = Math.Min(BlockSize, values.Length - at);
            for (var i = 0; i < count; i++)
                deltas[i] = Wrap(unchecked(values[at + i] - values[at + i - 1]), is32Bit);
            WriteBlock(deltas, count, is32Bit, output);
        }
    }

    private static void WriteBlock(Span<long> deltas, int count, bool is32Bit, ByteBuffer output)
    {
        var min = long.MaxValue;
        foreach (var delta in deltas[..count])
            min = Math.Min(min, delta);
        for (var i = 0; i < deltas.Length; i++)
        {
            var rest = i < count ? unchecked(deltas[i] - min) : 0;
            deltas[i] = is32Bit ? (uint)rest : rest;
        }


        WriteZigZag(min, output);
        Span<byte> widths = stackalloc byte[Miniblocks];
        for (var m = 0; m < Miniblocks; m++)
        {
            ulong all = 0;
            foreach (var rest in deltas.Slice(m * PerMiniblock, PerMiniblock))
                all |= (ulong)rest;
            widths[m] = (byte)(64 - BitOperations.LeadingZeroCount(all));
        }

        output.Write(widths);
        for (var m = 0; m < Miniblocks && m * PerMiniblock < count; m++)
            Pack(deltas.Slice(m * PerMiniblock, PerMiniblock), widths[m], output);
    }

    private static long Wrap(long delta, bool is32Bit) => is32Bit ? unchecked((int)delta) : delta;

    // 32 numbers of any width fill whole bytes.
    private static void Pack(ReadOnlySpan<long> rests, int width, ByteBuffer output)
    {
        UInt128 pending = 0;
        var bits = 0;
        foreach (var rest in rests)
        {
            pending |= (UInt128)(ulong)rest << bits;
            for (bits += width; bits >= 8; bits -= 8)
            {
                output.WriteByte((byte)pending);
                pending >>= 8;
            }
        }
    }

    private static void WriteZigZag(long value, ByteBuffer output) =>
        output.WriteVarint((ulong)((value << 1) ^ (value >> 63)));
}
