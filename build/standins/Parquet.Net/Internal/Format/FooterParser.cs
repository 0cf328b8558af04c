using Parquet.Internal.Thrift;

namespace Parquet.Internal.Format;

/// <summary>Reads the footer's Thrift structures.</summary>
internal static class FooterParser
{
    private const string Part = "the footer";

    public static FileMetadata Parse(ReadOnlySpan<byte> footer)
    {
        var reader = new CompactReader(footer, Part);
        var file = new FileMetadata();
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
            ReadFileField(ref reader, id, type, file);
        return file;
    }

    private static void ReadFileField(ref CompactReader reader, short id, CompactType type, FileMetadata file)
    {
        switch (id)
        {
            case 1:
                file.Version = reader.ReadInt32(type);
                break;
            case 2:
                for (var left = ReadStructList(ref reader, type); left > 0; left--)
                    file.Schema.Add(SchemaParser.Read(ref reader));
                break;
            case 3:
                file.NumRows = reader.ReadInt64(type);
                break;
            case 4:
                for (var left = ReadStructList(ref reader, type); left > 0; left--)
                    file.RowGroups.Add(ReadRowGroup(ref reader));
                break;
            case 5:
                for (var left = ReadStructList(ref reader, type); left > 0; left--)
                    ReadKeyValue(ref reader, file.KeyValues);
                break;
            case 6:
                file.CreatedBy = reader.ReadString(type);
                break;
            case 8:
                throw new ParquetException($"{Part} says that the file is encrypted, which is not supported");
            default:
                reader.Skip(type);
                break;
        }
    }

    private static int ReadStructList(ref CompactReader reader, CompactType type)
    {
        var count = reader.ReadList(type, out var element);
        if (count > 0)
            reader.Expect(element, CompactType.Struct);
        return count;
    }

    private static void ReadKeyValue(ref CompactReader reader, Dictionary<string, string> pairs)
    {
        string? key = null;
        var value = string.Empty;
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            if (id == 1)
                key = reader.ReadString(type);
            else if (id == 2)
                value = reader.ReadString(type);
            else
                reader.Skip(type);
        }

        if (key is null)
            throw reader.Broken("has metadata without a key");
        pairs[key] = value;
    }

    private static RowGroupMetadata ReadRowGroup(ref CompactReader reader)
    {
        var group = new RowGroupMetadata { NumRows = -1 };
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    for (var left = ReadStructList(ref reader, type); left > 0; left--)
                        group.Columns.Add(ReadChunk(ref reader));
                    break;
                case 2:
                    group.TotalByteSize = reader.ReadInt64(type);
                    break;
                case 3:
                    group.NumRows = reader.ReadInt64(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return group;
    }

    private static ChunkMetadata ReadChunk(ref CompactReader reader)
    {
        var chunk = new ChunkMetadata { NumValues = -1 };
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    chunk.IsInOtherFile = reader.ReadBinary(type).Length > 0;
                    break;
                case 3:
                    reader.Expect(type, CompactType.Struct);
                    ReadChunkMetadata(ref reader, chunk);
                    break;
                case 8 or 9:
                    chunk.IsEncrypted = true;
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return chunk;
    }

    private static void ReadChunkMetadata(ref CompactReader reader, ChunkMetadata chunk)
    {
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
            ReadChunkField(ref reader, id, type, chunk);
    }

    private static void ReadChunkField(ref CompactReader reader, short id, CompactType type, ChunkMetadata chunk)
    {
        switch (id)
        {
            case 1:
                chunk.Type = (PhysicalType)reader.ReadInt32(type);
                break;
            case 2:
                for (var left = reader.ReadList(type, out var element); left > 0; left--)
                    chunk.Encodings.Add((PageEncoding)reader.ReadInt32(element));
                break;
            case 3:
                for (var left = reader.ReadList(type, out var text); left > 0; left--)
                    chunk.Path.Add(reader.ReadString(text));
                break;
            case 4:
                chunk.Codec = (CompressionMethod)reader.ReadInt32(type);
                break;
            case 5:
                chunk.NumValues = reader.ReadInt64(type);
                break;
            case 6:
                chunk.TotalUncompressedSize = reader.ReadInt64(type);
                break;
            case 7:
                chunk.TotalCompressedSize = reader.ReadInt64(type);
                break;
            case 9:
                chunk.DataPageOffset = reader.ReadInt64(type);
                break;
            case 11:
                chunk.DictionaryPageOffset = reader.ReadInt64(type);
                break;
            case 12:
                reader.Expect(type, CompactType.Struct);
                chunk.Statistics = ReadStatistics(ref reader);
                break;
            default:
                reader.Skip(type);
                break;
        }
    }

    private static ChunkStatistics ReadStatistics(ref CompactReader reader)
    {
        var statistics = new ChunkStatistics();
        var id = reader.EnterStruct();
        while (reader.ReadField(ref id, out var type))
        {
            switch (id)
            {
                // Fields 1 and 2 are the deprecated extremes, whose order is undefined for most types.
                case 3:
                    statistics.NullCount = reader.ReadInt64(type);
                    break;
                case 4:
                    statistics.DistinctCount = reader.ReadInt64(type);
                    break;
                case 5:
                    statistics.Max = reader.ReadBinary(type).ToArray();
                    break;
                case 6:
                    statistics.Min = reader.ReadBinary(type).ToArray();
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return statistics;
    }
}
