using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>Reads every column of a file and writes it again.</summary>
internal static class FileCopy
{
    public static async Task CopyAsync(Stream source, Stream target, ParquetOptions options)
    {
        await using var reader = await ParquetReader.CreateAsync(source, OneColumn.Options);
        var schema = new ParquetSchema(reader.Schema.DataFields);
        await using var writer = await ParquetWriter.CreateAsync(schema, target, options);
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var from = reader.OpenRowGroupReader(g);
            using var to = writer.CreateRowGroup();
            foreach (var field in schema.DataFields)
                await CopyAsync(from, to, field);
            to.CompleteValidate();
        }
    }

    private static Task CopyAsync(ParquetRowGroupReader from, ParquetRowGroupWriter to, DataField field) => field.ClrType switch
    {
        var t when t == typeof(string) => StringsAsync(from, to, field),
        var t when t == typeof(byte[]) => BytesAsync(from, to, field),
        var t when t == typeof(bool) => ValuesAsync<bool>(from, to, field),
        var t when t == typeof(sbyte) => ValuesAsync<sbyte>(from, to, field),
        var t when t == typeof(byte) => ValuesAsync<byte>(from, to, field),
        var t when t == typeof(short) => ValuesAsync<short>(from, to, field),
        var t when t == typeof(ushort) => ValuesAsync<ushort>(from, to, field),
        var t when t == typeof(int) => ValuesAsync<int>(from, to, field),
        var t when t == typeof(uint) => ValuesAsync<uint>(from, to, field),
        var t when t == typeof(long) => ValuesAsync<long>(from, to, field),
        var t when t == typeof(ulong) => ValuesAsync<ulong>(from, to, field),
        var t when t == typeof(float) => ValuesAsync<float>(from, to, field),
        var t when t == typeof(double) => ValuesAsync<double>(from, to, field),
        var t when t == typeof(decimal) => ValuesAsync<decimal>(from, to, field),
        var t when t == typeof(DateOnly) => ValuesAsync<DateOnly>(from, to, field),
        _ => ValuesAsync<DateTime>(from, to, field),
    };

    private static async Task ValuesAsync<T>(ParquetRowGroupReader from, ParquetRowGroupWriter to, DataField field)
        where T : struct
    {
        if (field.IsNullable)
        {
            var gaps = new T?[from.RowCount];
            await from.ReadAsync<T>(field, gaps.AsMemory());
            await to.WriteAsync<T>(field, gaps);
            return;
        }

        var values = new T[from.RowCount];
        await from.ReadAsync<T>(field, values.AsMemory());
        await to.WriteAsync<T>(field, values);
    }

    private static async Task StringsAsync(ParquetRowGroupReader from, ParquetRowGroupWriter to, DataField field)
    {
        var values = new string?[from.RowCount];
        await from.ReadAsync(field, values.AsMemory());
        await to.WriteAsync(field, values);
    }

    private static async Task BytesAsync(ParquetRowGroupReader from, ParquetRowGroupWriter to, DataField field)
    {
        var values = new byte[]?[from.RowCount];
        await from.ReadAsync(field, values.AsMemory());
        await to.WriteAsync(field, values);
    }
}
