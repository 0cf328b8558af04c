using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;
using TfPipeline.Disclosure;

namespace TfPipeline.Core.Release;

/// <summary>Writes a release table as Parquet: every column may be empty, whole numbers are int64, row groups have a fixed size.</summary>
internal static class ParquetTables
{
    private const int RowsPerGroup = 1 << 20;

    public static async Task WriteAsync(
        ReleaseTable table, IReadOnlyDictionary<string, string> metadata, Stream output, CancellationToken cancellationToken)
    {
        var fields = table.Columns.Select(Field).ToArray();
        var schema = new ParquetSchema(fields);
        await using var writer = await ParquetWriter.CreateAsync(schema, output, OwnWrites.Options(schema), cancellationToken: cancellationToken);
        writer.CustomMetadata = metadata;
        for (var start = 0; start == 0 || start < table.Rows; start += RowsPerGroup)
        {
            var rows = Math.Min(RowsPerGroup, table.Rows - start);
            using var group = writer.CreateRowGroup();
            for (var c = 0; c < fields.Length; c++)
                await WriteAsync(group, fields[c], table.Columns[c].Values, start, rows, cancellationToken);
        }
    }

    public static DataField Field(ReleaseColumn column) => new(column.Name, Nullable.GetUnderlyingType(column.ElementType) ?? column.ElementType, isNullable: true);

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Array values, int start, int rows, CancellationToken cancellationToken)
        => values switch
        {
            string?[] texts => group.WriteAsync(field, new ArraySegment<string?>(texts, start, rows)),
            long?[] numbers => group.WriteAsync(field, (ReadOnlyMemory<long?>)numbers.AsMemory(start, rows), cancellationToken: cancellationToken),
            double?[] numbers => group.WriteAsync(field, (ReadOnlyMemory<double?>)numbers.AsMemory(start, rows), cancellationToken: cancellationToken),
            bool?[] flags => group.WriteAsync(field, (ReadOnlyMemory<bool?>)flags.AsMemory(start, rows), cancellationToken: cancellationToken),
            _ => throw new ArgumentException("A column has an element type that releases do not know.", nameof(values)),
        };
}
