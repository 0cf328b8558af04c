using Parquet;
using Parquet.Schema;
using TfPipeline.Core.OwnParquet;

namespace TfPipeline.Core.Submissions;

/// <summary>Columns of numbers without nulls, in and out of Parquet.</summary>
internal static class ParquetNumbers
{
    /// <summary>Writes the columns of one row group, in the order of the schema.</summary>
    public static async Task WriteAsync<T>(ParquetRowGroupWriter group, DataField<T>[] fields, T[][] columns, CancellationToken cancellationToken)
        where T : struct
    {
        for (var i = 0; i < fields.Length; i++)
            await group.WriteAsync<T>(fields[i], columns[i].AsMemory(), cancellationToken: cancellationToken);
    }

    /// <summary>Reads the columns of one row group.</summary>
    public static async Task<T[][]> ReadAsync<T>(ParquetRowGroupReader group, DataField<T>[] fields, CancellationToken cancellationToken)
        where T : struct
    {
        var columns = new T[fields.Length][];
        for (var i = 0; i < fields.Length; i++)
        {
            columns[i] = new T[checked((int)group.RowCount)];
            await OwnReads.RequiredAsync(group, fields[i], columns[i].AsMemory(), cancellationToken);
        }

        return columns;
    }

    /// <summary>Reads columns over all row groups.</summary>
    /// <exception cref="InvalidDataException">The file has another number of rows.</exception>
    public static async Task<T[][]> ReadAsync<T>(ParquetReader parquet, DataField<T>[] fields, int rows, CancellationToken cancellationToken)
        where T : struct
    {
        var columns = fields.Select(_ => new T[rows]).ToArray();
        var at = 0;
        for (var g = 0; g < parquet.RowGroupCount; g++)
        {
            using var group = parquet.OpenRowGroupReader(g);
            var count = checked((int)group.RowCount);
            if (count > rows - at)
                throw Mismatch();
            for (var i = 0; i < fields.Length; i++)
                await OwnReads.RequiredAsync(group, fields[i], columns[i].AsMemory(at, count), cancellationToken);
            at += count;
        }

        return at == rows ? columns : throw Mismatch();
    }

    private static InvalidDataException Mismatch() => new("A file of the working store has another number of rows than its description says; make it again.");
}
