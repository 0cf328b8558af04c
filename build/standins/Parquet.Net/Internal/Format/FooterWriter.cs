using Parquet.Internal.Thrift;
using Parquet.Schema;

namespace Parquet.Internal.Format;

/// <summary>Writes the footer's Thrift structures.</summary>
internal static class FooterWriter
{
    public static void Write(ByteBuffer output, FileMetadata file)
    {
        var writer = new CompactWriter(output);
        writer.BeginStruct();
        writer.Int32(1, file.Version);
        writer.BeginList(2, CompactType.Struct, file.Schema.Count);
        foreach (var element in file.Schema)
            WriteSchemaElement(writer, element);
        writer.Int64(3, file.NumRows);
        writer.BeginList(4, CompactType.Struct, file.RowGroups.Count);
        for (var i = 0; i < file.RowGroups.Count; i++)
            WriteRowGroup(writer, file.RowGroups[i], i);
        WriteKeyValues(writer, file.KeyValues);
        if (file.CreatedBy is not null)
            writer.String(6, file.CreatedBy);
        WriteColumnOrders(writer, file.Schema.Count - 1);
        writer.EndStruct();
    }

    private static void WriteKeyValues(CompactWriter writer, Dictionary<string, string> pairs)
    {
        if (pairs.Count == 0)
            return;
        writer.BeginList(5, CompactType.Struct, pairs.Count);
        foreach (var (key, value) in pairs.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            writer.BeginStruct();
            writer.String(1, key);
            writer.String(2, value);
            writer.EndStruct();
        }
    }

    private static void WriteColumnOrders(CompactWriter writer, int columns)
    {
        // Readers trust min_value and max_value only where the order of the type is declared.
        writer.BeginList(7, CompactType.Struct, columns);
        for (var i = 0; i < columns; i++)
        {
            writer.BeginStruct();
            writer.EmptyStruct(1);
            writer.EndStruct();
        }
    }

    private static void WriteSchemaElement(CompactWriter writer, SchemaElement element)
    {
        writer.BeginStruct();
        if (element.Type is { } type)
        {
            writer.Int32(1, (int)type);
            if (type == PhysicalType.FixedLenByteArray)
                writer.Int32(2, element.TypeLength);
            writer.Int32(3, (int)element.Repetition);
        }

        writer.String(4, element.Name);
        if (element.NumChildren > 0)
            writer.Int32(5, element.NumChildren);
        if (element.Converted != ConvertedType.None)
            writer.Int32(6, (int)element.Converted);
        if (element.Converted == ConvertedType.Decimal)
        {
            writer.Int32(7, element.Scale);
            writer.Int32(8, element.Precision);
        }

        WriteLogicalType(writer, element);
        writer.EndStruct();
    }

    private static void WriteLogicalType(CompactWriter writer, SchemaElement element)
    {
        if (element.Logical == LogicalKind.None)
            return;
        writer.BeginStruct(10);
        writer.BeginStruct((short)element.Logical);
        switch (element.Logical)
        {
            case LogicalKind.Decimal:
                writer.Int32(1, element.Scale);
                writer.Int32(2, element.Precision);
                break;
            case LogicalKind.Timestamp:
                writer.Bool(1, element.IsAdjustedToUtc);
                writer.BeginStruct(2);
                writer.EmptyStruct(element.Unit switch
                {
                    DateTimeTimeUnit.Millis => 1,
                    DateTimeTimeUnit.Micros => 2,
                    _ => 3,
                });
                writer.EndStruct();
                break;
            case LogicalKind.Integer:
                writer.SByte(1, (sbyte)element.BitWidth);
                writer.Bool(2, element.IsSigned);
                break;
        }

        writer.EndStruct();
        writer.EndStruct();
    }

    private static void WriteRowGroup(CompactWriter writer, RowGroupMetadata group, int ordinal)
    {
        writer.BeginStruct();
        writer.BeginList(1, CompactType.Struct, group.Columns.Count);
        foreach (var chunk in group.Columns)
        {
            writer.BeginStruct();
            writer.Int64(2, 0);
            writer.BeginStruct(3);
            WriteChunk(writer, chunk);
            writer.EndStruct();
            writer.EndStruct();
        }

        writer.Int64(2, group.TotalByteSize);
        writer.Int64(3, group.NumRows);
        if (group.Columns.Count > 0)
            writer.Int64(5, group.Columns[0].Start);
        writer.Int64(6, group.Columns.Sum(c => c.TotalCompressedSize));
        if (ordinal <= short.MaxValue)
            writer.Int16(7, (short)ordinal);
        writer.EndStruct();
    }

    private static void WriteChunk(CompactWriter writer, ChunkMetadata chunk)
    {
        writer.Int32(1, (int)chunk.Type);
        writer.BeginList(2, CompactType.Int32, chunk.Encodings.Count);
        foreach (var encoding in chunk.Encodings.Order())
            writer.Int32Element((int)encoding);
        writer.BeginList(3, CompactType.Binary, chunk.Path.Count);
        foreach (var name in chunk.Path)
            writer.StringElement(name);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.NumValues);
        writer.Int64(6, chunk.TotalUncompressedSize);
        writer.Int64(7, chunk.TotalCompressedSize);
        writer.Int64(9, chunk.DataPageOffset);
        if (chunk.DictionaryPageOffset is { } dictionary)
            writer.Int64(11, dictionary);
        if (chunk.Statistics is { } statistics)
            WriteStatistics(writer, statistics);
    }

    private static void WriteStatistics(CompactWriter writer, ChunkStatistics statistics)
    {
        writer.BeginStruct(12);
        if (statistics.NullCount is { } nulls)
            writer.Int64(3, nulls);
        if (statistics is { Min: { } min, Max: { } max })
        {
            writer.Binary(5, max);
            writer.Binary(6, min);
        }

        writer.EndStruct();
    }
}
