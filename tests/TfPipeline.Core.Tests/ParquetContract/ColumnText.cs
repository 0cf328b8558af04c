using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Tests.ParquetContract;

/// <summary>Reads any column as text, so that values of different programs can be compared.</summary>
internal static class ColumnText
{
    /// <summary>All values of a column over all row groups.</summary>
    public static async Task<List<string?>> ReadAsync(ParquetReader reader, DataField field)
    {
        var all = new List<string?>();
        for (var g = 0; g < reader.RowGroupCount; g++)
        {
            using var group = reader.OpenRowGroupReader(g);
            all.AddRange(await ReadAsync(group, field));
        }

        return all;
    }

    public static async Task<string?[]> ReadAsync(ParquetRowGroupReader group, DataField field)
    {
        var type = field.ClrType;
        if (type == typeof(string))
            return await StringsAsync(group, field);
        if (type == typeof(byte[]))
            return await BytesAsync(group, field);
        if (type == typeof(bool))
            return await ValuesAsync<bool>(group, field, v => v ? "true" : "false");
        if (type == typeof(float))
            return await ValuesAsync<float>(group, field, v => Text((double)v));
        if (type == typeof(double))
            return await ValuesAsync<double>(group, field, Text);
        if (type == typeof(decimal))
            return await ValuesAsync<decimal>(group, field, Text);
        if (type == typeof(DateOnly))
            return await ValuesAsync<DateOnly>(group, field, v => v.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (type == typeof(DateTime))
            return await ValuesAsync<DateTime>(group, field, v => Text((v.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond));
        return await IntegersAsync(group, field, type);
    }

    /// <summary>The same number is the same text, whoever printed it.</summary>
    public static string? Normal(string kind, string? text) => (kind, text) switch
    {
        (_, null) => null,
        ("float" or "double", "inf") => Text(double.PositiveInfinity),
        ("float" or "double", "-inf") => Text(double.NegativeInfinity),
        ("float" or "double", _) => Text(double.Parse(text, CultureInfo.InvariantCulture)),
        ("decimal", _) => Text(decimal.Parse(text, CultureInfo.InvariantCulture)),
        _ => text,
    };

    private static async Task<string?[]> IntegersAsync(ParquetRowGroupReader group, DataField field, Type type)
    {
        if (type == typeof(int))
            return await ValuesAsync<int>(group, field, v => Text(v));
        if (type == typeof(long))
            return await ValuesAsync<long>(group, field, v => Text(v));
        if (type == typeof(uint))
            return await ValuesAsync<uint>(group, field, v => Text(v));
        if (type == typeof(ulong))
            return await ValuesAsync<ulong>(group, field, v => v.ToString(CultureInfo.InvariantCulture));
        if (type == typeof(sbyte))
            return await ValuesAsync<sbyte>(group, field, v => Text(v));
        if (type == typeof(byte))
            return await ValuesAsync<byte>(group, field, v => Text(v));
        if (type == typeof(short))
            return await ValuesAsync<short>(group, field, v => Text(v));
        return type == typeof(ushort)
            ? await ValuesAsync<ushort>(group, field, v => Text(v))
            : throw new NotSupportedException($"no text for {type}");
    }

    private static async Task<string?[]> ValuesAsync<T>(ParquetRowGroupReader group, DataField field, Func<T, string> text)
        where T : struct
    {
        if (field.IsNullable)
        {
            var gaps = new T?[group.RowCount];
            await group.ReadAsync<T>(field, gaps.AsMemory());
            return Array.ConvertAll(gaps, v => v is { } value ? text(value) : null);
        }

        var values = new T[group.RowCount];
        await group.ReadAsync<T>(field, values.AsMemory());
        return Array.ConvertAll(values, v => (string?)text(v));
    }

    private static async Task<string?[]> StringsAsync(ParquetRowGroupReader group, DataField field)
    {
        var values = new string?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory());
        return values;
    }

    private static async Task<string?[]> BytesAsync(ParquetRowGroupReader group, DataField field)
    {
        var values = new byte[]?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory());
        return Array.ConvertAll(values, v => v is null ? null : Convert.ToHexString(v));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
