namespace Parquet.Internal.Encodings;

/// <summary>Reads the RLE and bit-packing hybrid.</summary>
internal static class HybridReader
{
    /// <summary>Fills the destination; every number fits the width.</summary>
    public static void Read(ReadOnlySpan<byte> source, int width, Span<uint> destination)
    {
        var position = 0;
        var filled = 0;
        while (filled < destination.Length)
        {
            var header = ReadVarint(source, ref position);
            if ((header & 1) == 0)
            {
                var value = ReadRunValue(source, ref position, width);
                var run = TakeRun(header >> 1, destination.Length - filled);
                destination.Slice(filled, run).Fill(value);
                filled += run;
            }
            else
            {
                var packed = Packed(source, ref position, width, header >> 1, destination.Length - filled, out var count);
                BitUnpacker.Unpack(packed, width, destination.Slice(filled, count));
                filled += count;
            }
        }
    }

    /// <summary>
    /// Fills one byte per level of width 1 and returns how many are 1. When all are 1, the bytes may be left unset.
    /// </summary>
    public static int ReadLevels(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var position = 0;
        var filled = 0;
        var present = 0;
        while (filled < destination.Length)
        {
            var header = ReadVarint(source, ref position);
            var left = destination.Length - filled;
            if ((header & 1) == 0)
            {
                var value = ReadRunValue(source, ref position, 1);
                var run = TakeRun(header >> 1, left);
                if (filled == 0 && run == destination.Length && value == 1)
                    return run;
                destination.Slice(filled, run).Fill((byte)value);
                present += value == 1 ? run : 0;
                filled += run;
            }
            else
            {
                var packed = Packed(source, ref position, 1, header >> 1, left, out var count);
                present += BitsToBytes.Expand(packed, destination.Slice(filled, count));
                filled += count;
            }
        }

        return present;
    }

    private static int TakeRun(uint length, int left)
    {
        // Zero would make no progress; a run beyond the page's values means that one of the two lies.
        if (length == 0)
            throw new InvalidDataException("a run is empty");
        return length <= (uint)left ? (int)length : throw new InvalidDataException("a run is longer than the page");
    }

    private static ReadOnlySpan<byte> Packed(
        ReadOnlySpan<byte> source, ref int position, int width, uint groups, int left, out int count)
    {
        if (groups == 0)
            throw new InvalidDataException("a run is empty");

        // The last run is padded, by DuckDB to 32 values; and some writers leave the bytes of the padding out.
        count = (int)Math.Min((ulong)groups * 8, (ulong)left);
        var wanted = (ulong)groups * (ulong)width;
        var available = source.Length - position;
        var length = (int)Math.Min(wanted, (ulong)available);
        if (length < BitUnpacker.PackedLength(count, width))
            throw new InvalidDataException("packed values end too early");
        var packed = source.Slice(position, length);
        position += length;
        return packed;
    }

    private static uint ReadRunValue(ReadOnlySpan<byte> source, ref int position, int width)
    {
        var bytes = (width + 7) / 8;
        if (bytes > source.Length - position)
            throw new InvalidDataException("a run ends too early");
        uint value = 0;
        for (var i = 0; i < bytes; i++)
            value |= (uint)source[position++] << (8 * i);
        return width == 32 || value >> width == 0 ? value : throw new InvalidDataException("a run's value is too large");
    }

    private static uint ReadVarint(ReadOnlySpan<byte> source, ref int position)
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (position >= source.Length)
                throw new InvalidDataException("runs end too early");
            var b = source[position++];
            value |= (uint)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }

        throw new InvalidDataException("a run's length does not end");
    }
}
