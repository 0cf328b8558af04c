using System.Buffers;
using System.Runtime.InteropServices;
using Parquet.Internal.Format;

namespace Parquet.Internal.Encodings;

/// <summary>Turns the other encodings of values of fixed width into plain encoding.</summary>
internal static class PlainTranscoder
{
    public static void Decode(PageEncoding encoding, PhysicalType type, ReadOnlySpan<byte> source, int width, Span<byte> plain)
    {
        switch (encoding)
        {
            case PageEncoding.DeltaBinaryPacked when type is PhysicalType.Int32 or PhysicalType.Int64:
                DecodeDelta(source, type, plain);
                break;
            case PageEncoding.ByteStreamSplit:
                ByteStreamSplit.Join(source, width, plain);
                break;
            default:
                throw new InvalidDataException($"the encoding {encoding} is not supported for this type");
        }
    }

    private static void DecodeDelta(ReadOnlySpan<byte> source, PhysicalType type, Span<byte> plain)
    {
        if (type == PhysicalType.Int64)
        {
            DeltaReader.Read(source, MemoryMarshal.Cast<byte, long>(plain));
            return;
        }

        var narrow = MemoryMarshal.Cast<byte, int>(plain);
        var wide = ArrayPool<long>.Shared.Rent(narrow.Length);
        try
        {
            DeltaReader.Read(source, wide.AsSpan(0, narrow.Length));
            for (var i = 0; i < narrow.Length; i++)
                narrow[i] = unchecked((int)wide[i]);
        }
        finally
        {
            ArrayPool<long>.Shared.Return(wide);
        }
    }
}
