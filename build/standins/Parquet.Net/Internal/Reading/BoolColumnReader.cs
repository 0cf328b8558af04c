using System.Runtime.InteropServices;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>Decodes the pages of a column of booleans.</summary>
internal static class BoolColumnReader
{
    public static void Read(PageReader page, Span<bool> destination)
    {
        var bytes = MemoryMarshal.AsBytes(destination);
        var values = page.Values;
        switch (page.Header.Encoding)
        {
            case PageEncoding.Plain:
                if (values.Length != (destination.Length + 7) / 8)
                    throw new InvalidDataException("a page has another length than its values need");
                BitsToBytes.Expand(values, bytes);
                break;
            case PageEncoding.Rle:
                if (values.Length < 4 || BitConverter.ToInt32(values) != values.Length - 4)
                    throw new InvalidDataException("boolean runs have another length than their page");
                if (HybridReader.ReadLevels(values[4..], bytes) == bytes.Length)
                    bytes.Fill(1);
                break;
            default:
                throw new InvalidDataException($"the encoding {page.Header.Encoding} is not supported for this type");
        }
    }
}
