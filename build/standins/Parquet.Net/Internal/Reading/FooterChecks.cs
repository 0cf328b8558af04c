using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>
/// Checks a footer against itself and the file's length, before anybody takes memory on its word. Columns are named
/// by number: a name is outside text.
/// </summary>
internal static class FooterChecks
{
    /// <summary>Writers use at most this many rows in a group; a reader allocates by this number.</summary>
    private const long MaxRowsPerGroup = 1L << 26;
    private const int MaxTypeLength = 1 << 20;
    private const int MaxDecimalPrecision = 76;

    public static void Check(FileMetadata file, long footerStart)
    {
        CheckSchema(file.Schema);
        if (file.NumRows < 0 || file.NumRows != file.RowGroups.Sum(g => Math.Max(g.NumRows, 0)))
            throw new ParquetException("the footer's number of rows differs from that of its row groups");
        for (var i = 0; i < file.RowGroups.Count; i++)
            CheckRowGroup(file, i, footerStart);
    }

    private static void CheckSchema(List<SchemaElement> schema)
    {
        if (schema.Count < 2)
            throw new ParquetException("the schema has no column");
        if (schema[0].Type is not null)
            throw new ParquetException("the schema does not begin with its root");
        for (var i = 1; i < schema.Count; i++)
            CheckColumn(schema[i], i);
        if (schema[0].NumChildren != schema.Count - 1)
            throw new ParquetException("the schema's number of columns differs from its root's");
        if (schema.Skip(1).Select(e => e.Name).Distinct(StringComparer.Ordinal).Count() != schema.Count - 1)
            throw new ParquetException("the schema has two columns of one name");
    }

    private static void CheckColumn(SchemaElement element, int number)
    {
        var column = $"column {number} of the schema";
        if (element.Type is not { } type || element.NumChildren > 0)
            throw new ParquetException($"{column} is nested, which is not supported");
        if (element.Repetition == Repetition.Repeated)
            throw new ParquetException($"{column} is repeated, which is not supported");
        if (!Enum.IsDefined(type) || !Enum.IsDefined(element.Repetition))
            throw new ParquetException($"{column} has an unknown type");
        if (type == PhysicalType.FixedLenByteArray && element.TypeLength is < 1 or > MaxTypeLength)
            throw new ParquetException($"{column} has fixed values of a length that is not supported");
        if (element.Scale < 0 || element.Precision < 0 || element.Precision > MaxDecimalPrecision
            || (element.Scale > 0 && element.Scale > element.Precision))
        {
            throw new ParquetException($"{column} has a precision or scale that is not supported");
        }
    }

    private static void CheckRowGroup(FileMetadata file, int index, long footerStart)
    {
        var group = file.RowGroups[index];
        var place = $"row group {index}";
        if (group.NumRows is < 0 or > MaxRowsPerGroup)
            throw new ParquetException($"{place} claims a number of rows that is not supported (0 to 67,108,864)");
        if (group.Columns.Count != file.Schema.Count - 1)
            throw new ParquetException($"{place} has another number of columns than the schema");
        for (var c = 0; c < group.Columns.Count; c++)
            CheckChunk(group.Columns[c], file.Schema[c + 1], group.NumRows, footerStart, $"{place}, column {c + 1}");
    }

    private static void CheckChunk(ChunkMetadata chunk, SchemaElement element, long rows, long footerStart, string place)
    {
        if (chunk.IsEncrypted)
            throw new ParquetException($"{place} is encrypted, which is not supported");
        if (chunk.IsInOtherFile)
            throw new ParquetException($"{place} lies in another file, which is not supported");
        if (chunk.Type != element.Type || chunk.Path.Count != 1 || !string.Equals(chunk.Path[0], element.Name, StringComparison.Ordinal))
            throw new ParquetException($"{place} differs from the schema");
        if (chunk.NumValues != rows)
            throw new ParquetException($"{place} claims another number of values than its row group has rows");
        if (chunk.TotalCompressedSize < 0 || chunk.TotalUncompressedSize < 0
            || (rows > 0 && (chunk.Start < 4 || chunk.Start > footerStart || chunk.TotalCompressedSize > footerStart - chunk.Start)))
        {
            throw new ParquetException($"{place} lies outside of the file");
        }
    }
}
