namespace Parquet.Internal.Encodings;

/// <summary>BYTE_STREAM_SPLIT: all first bytes of the values, then all second bytes, and so on.</summary>
internal static class ByteStreamSplit
{
    public static void Join(ReadOnlySpan<byte> source, int width, Span<byte> plain)
    {
        if (source.Length != plain.Length)
            throw new InvalidDataException("a page has another length than its values need");
        var count = plain.Length / width;
        for (var b = 0; b < width; b++)
        {
            var stream = source.Slice(b * count, count);
            for (var i = 0; i < count; i++)
                plain[(i * width) + b] = stream[i];
        }
    }

    public static void Split(ReadOnlySpan<byte> plain, int width, Span<byte> target)
    {
        var count = plain.Length / width;
        for (var b = 0; b < width; b++)
        {
            var stream = target.Slice(b * count, count);
            for (var i = 0; i < count; i++)
                stream[i] = plain[(i * width) + b];
        }
    }
}
