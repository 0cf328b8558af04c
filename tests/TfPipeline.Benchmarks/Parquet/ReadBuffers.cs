using Parquet;
using Parquet.Schema;

namespace TfPipeline.Benchmarks.Parquet;

/// <summary>Buffers of one row group, used again for each. DuckDB declares every column nullable, we do not.</summary>
internal sealed class ReadBuffers(ParquetReader reader)
{
    private readonly DataField[] fields = reader.Schema.DataFields;
    private readonly Dictionary<int, Array> buffers = [];

    public ValueTask ReadAsync(ParquetRowGroupReader group, int column) => column switch
    {
        0 => ReadAsync<long>(group, column),
        1 => ReadAsync<int>(group, column),
        2 => ReadAsync<DateOnly>(group, column),
        3 => group.ReadAsync(fields[column], Buffer<string?>(group, column)),
        _ => ReadAsync<double>(group, column),
    };

    private ValueTask ReadAsync<T>(ParquetRowGroupReader group, int column)
        where T : struct =>
        fields[column].IsNullable
            ? group.ReadAsync<T>(fields[column], Buffer<T?>(group, column))
            : group.ReadAsync<T>(fields[column], Buffer<T>(group, column));

    private Memory<T> Buffer<T>(ParquetRowGroupReader group, int column)
    {
        if (!buffers.TryGetValue(column, out var buffer) || buffer.Length < group.RowCount)
            buffers[column] = buffer = new T[group.RowCount];
        return (T[])buffer;
    }
}
