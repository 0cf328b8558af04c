using System.Runtime.CompilerServices;

namespace Parquet.Internal.Encodings;

/// <summary>Reads DELTA_BINARY_PACKED: blocks of differences, each with a minimum and miniblocks of packed rests.</summary>
internal static class DeltaReader
{
    private const int MaxMiniblocks = 512;
    private const int MaxBlockSize = 1 << 20;

    /// <summary>Fills the destination; returns the bytes read. Sums wrap at 64 bits, as the format asks.</summary>
    public static int Read(ReadOnlySpan<byte> source, Span<long> destination)
    {
        var position = 0;
        var blockSize = ReadVarint(source, ref position);
        var miniblocks = ReadVarint(source, ref position);
        var total = ReadVarint(source, ref position);
        var value = ReadZigZag(source, ref position);
        if (blockSize is 0 or > MaxBlockSize || miniblocks is 0 or > MaxMiniblocks || blockSize % (8 * miniblocks) != 0)
            throw new InvalidDataException("delta blocks have sizes that are not supported");
        if (total != (ulong)destination.Length)
            throw new InvalidDataException("delta blocks have another number of values than the page");
        if (destination.IsEmpty)
            return position;
        destination[0] = value;
        var perMiniblock = (int)(blockSize / miniblocks);
        for (var filled = 1; filled < destination.Length;)
            filled += ReadBlock(source, ref position, (int)miniblocks, perMiniblock, ref value, destination[filled..]);
        return position;
    }

    private static int ReadBlock(
        ReadOnlySpan<byte> source, ref int position, int miniblocks, int perMiniblock, ref long value, Span<long> destination)
    {
        var min = ReadZigZag(source, ref position);
        if (miniblocks > source.Length - position)
            throw new InvalidDataException("delta blocks end too early");
        var widths = source.Slice(position, miniblocks);
        position += miniblocks;
        var filled = 0;
        for (var m = 0; m < miniblocks && filled < destination.Length; m++)
        {
            if (widths[m] > 64)
                throw new InvalidDataException("a delta block has a width above 64 bits");
            var count = Math.Min(perMiniblock, destination.Length - filled);
            var bytes = BitUnpacker.PackedLength(perMiniblock, widths[m]);

            // The last miniblock is padded, and some writers cut its padding off.
            var length = Math.Min(bytes, source.Length - position);
            if (length < BitUnpacker.PackedLength(count, widths[m]))
                throw new InvalidDataException("delta blocks end too early");
            Sum(source.Slice(position, length), widths[m], min, ref value, destination.Slice(filled, count));
            position += length;
            filled += count;
        }

        return filled;
    }

    private static void Sum(ReadOnlySpan<byte> packed, int width, long min, ref long value, Span<long> destination)
    {
        if (width <= 32)
        {
            Span<uint> rests = stackalloc uint[256];
            for (var done = 0; done < destination.Length; done += rests.Length)
            {
                // 256 numbers of any width fill whole bytes.
                var part = rests[..Math.Min(rests.Length, destination.Length - done)];
                BitUnpacker.Unpack(packed[(int)((long)done * width / 8)..], width, part);
                for (var i = 0; i < part.Length; i++)
                    destination[done + i] = value = unchecked(value + min + part[i]);
            }

            return;
        }

        for (var i = 0; i < destination.Length; i++)
            destination[i] = value = unchecked(value + min + (long)ReadBits(packed, (long)i * width, width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadBits(ReadOnlySpan<byte> source, long bit, int width)
    {
        ulong value = 0;
        for (var got = 0; got < width;)
        {
            var shift = (int)(bit & 7);
            var take = Math.Min(8 - shift, width - got);
            value |= ((ulong)(source[(int)(bit >> 3)] >> shift) & ((1UL << take) - 1)) << got;
            got += take;
            bit += take;
        }

        return value;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (position >= source.Length)
                throw new InvalidDataException("delta blocks end too early");
            var b = source[position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw new InvalidDataException("a number of a delta block does not end");
    }

    private static long ReadZigZag(ReadOnlySpan<byte> source, ref int position)
    {
        var value = ReadVarint(source, ref position);
        return (long)(value >> 1) ^ -(long)(value & 1);
    }
}
