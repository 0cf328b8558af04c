using Parquet;
using Parquet.Schema;

namespace TfPipeline.Benchmarks.Parquet;

/// <summary>Buffers of one row group, used again for each group and file. DuckDB declares every column nullable, we do not.</summary>
internal sealed class ReadBuffers
{
    private readonly Dictionary<(int Column, bool IsNullable), Array> buffers = [];

    public ValueTask ReadAsync(ParquetRowGroupReader group, DataField field, int column) => column switch
    {
        0 => ReadAsync<long>(group, field, column),
        1 => ReadAsync<int>(group, field, column),
        2 => ReadAsync<DateOnly>(group, field, column),
        3 => group.ReadAsync(field, Buffer<string?>(group, field, column)),
        _ => ReadAsync<double>(group, field, column),
    };

    private ValueTask ReadAsync<T>(ParquetRowGroupReader group, DataField field, int column)
        where T : struct =>
        field.IsNullable
            ? group.ReadAsync<T>(field, Buffer<T?>(group, field, column))
            : group.ReadAsync<T>(field, Buffer<T>(group, field, column));

    private Memory<T> Buffer<T>(ParquetRowGroupReader group, DataField field, int column)
    {
        if (!buffers.TryGetValue((column, field.IsNullable), out var buffer) || buffer.Length < group.RowCount)
            buffers[(column, field.IsNullable)] = buffer = new T[group.RowCount];
        return (T[])buffer;
    }
}
