using Parquet.Internal.Thrift;

namespace Parquet.Internal.Format;

/// <summary>Reads and writes page headers.</summary>
internal static class PageHeaderFormat
{
    public static void Write(ByteBuffer output, PageHeader page)
    {
        var writer = new CompactWriter(output);
        writer.BeginStruct();
        writer.Int32(1, (int)page.Type);
        writer.Int32(2, page.UncompressedSize);
        writer.Int32(3, page.CompressedSize);
        if (page.Crc is { } crc)
            writer.Int32(4, crc);
        if (page.Type == PageType.Dictionary)
        {
            writer.BeginStruct(7);
            writer.Int32(1, page.NumValues);
            writer.Int32(2, (int)page.Encoding);
        }
        else
        {
            writer.BeginStruct(5);
            writer.Int32(1, page.NumValues);
            writer.Int32(2, (int)page.Encoding);
            writer.Int32(3, (int)PageEncoding.Rle);
            writer.Int32(4, (int)PageEncoding.Rle);
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    /// <summary>Reads a header; <paramref name="length"/> is how many bytes it takes.</summary>
    public static PageHeader Read(ReadOnlySpan<byte> data, string part, out int length)
    {
        var reader = new CompactReader(data, part);
        var page = new PageHeader { Type = (PageType)(-1), UncompressedSize = -1, CompressedSize = -1, NumValues = -1 };
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
            ReadField(ref reader, id, type, page);
        length = reader.Position;
        return page;
    }

    private static void ReadField(ref CompactReader reader, short id, CompactType type, PageHeader page)
    {
        switch (id)
        {
            case 1:
                page.Type = (PageType)reader.ReadInt32(type);
                break;
            case 2:
                page.UncompressedSize = reader.ReadInt32(type);
                break;
            case 3:
                page.CompressedSize = reader.ReadInt32(type);
                break;
            case 4:
                page.Crc = reader.ReadInt32(type);
                break;
            case 5 when page.Type == PageType.Data:
            case 7 when page.Type == PageType.Dictionary:
            case 8 when page.Type == PageType.DataV2:
                reader.Expect(type, CompactType.Struct);
                page.HasBody = true;
                ReadBody(ref reader, page);
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    private static void ReadBody(ref CompactReader reader, PageHeader page)
    {
        var encodingId = page.Type == PageType.DataV2 ? 4 : 2;
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            if (id == 1)
                page.NumValues = reader.ReadInt32(type);
            else if (id == encodingId)
                page.Encoding = (PageEncoding)reader.ReadInt32(type);
            else if (page.Type == PageType.Data && id == 3)
                page.LevelEncoding = (PageEncoding)reader.ReadInt32(type);
            else if (page.Type == PageType.DataV2 && id is 5 or 6)
                ReadLevelLength(ref reader, id, type, page);
            else if (page.Type == PageType.DataV2 && id == 7)
                page.IsCompressed = reader.ReadBool(type);
            else
                reader.Skip(type);
        }
    }

    private static void ReadLevelLength(ref CompactReader reader, short id, CompactType type, PageHeader page)
    {
        var length = reader.ReadInt32(type);
        if (id == 5)
            page.DefinitionLevelsLength = length;
        else
            page.RepetitionLevelsLength = length;
    }
}
