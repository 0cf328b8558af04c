using Parquet.Internal.Format;

namespace Parquet.Internal.Encodings;

/// <summary>Turns the other encodings of values of fixed width into plain encoding.</summary>
internal static class PlainTranscoder
{
    public static void Decode(PageEncoding encoding, SchemaElement element, ReadOnlySpan<byte> source, int width, Span<byte> plain)
    {
        throw new InvalidDataException($"the encoding {encoding} is not supported for this type");
    }
}
