using Parquet;
using Parquet.Schema;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Reads a row group's columns as the types that the rules work on.</summary>
/// <remarks>A column that cannot be decoded gives a <see cref="DeliveryException"/> naming file, row group and column.</remarks>
internal sealed class RowGroupColumns : IDisposable
{
    private readonly ParquetReader _file;
    private readonly ParquetRowGroupReader _group;
    private readonly Func<string, DeliveryFinding> _finding;

    /// <exception cref="OverflowException">The footer gives a number of rows that cannot be.</exception>
    public RowGroupColumns(ParquetReader file, int index, Func<string, DeliveryFinding> finding)
    {
        (_file, _finding) = (file, finding);
        _group = file.OpenRowGroupReader(index);
        Rows = checked((int)(ulong)_group.RowCount);
    }

    public int Rows { get; }

    public async Task<string?[]> TextAsync(string column, CancellationToken cancellationToken)
    {
        var values = new string?[Rows];
        await GuardAsync(column, () => _group.ReadAsync(Field(column), values.AsMemory(), cancellationToken: cancellationToken));
        return values;
    }

    public async Task<DateOnly?[]> DateAsync(string column, CancellationToken cancellationToken)
    {
        var field = Field(column);
        if (field.ClrType == typeof(DateOnly))
            return await ValuesAsync<DateOnly>(field, cancellationToken);
        var moments = await ValuesAsync<DateTime>(field, cancellationToken);
        return Array.ConvertAll(moments, m => m is { } moment ? DateOnly.FromDateTime(moment) : (DateOnly?)null);
    }

    public async Task<long?[]> WholeAsync(string column, CancellationToken cancellationToken)
    {
        var field = Field(column);
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Int64 => await ValuesAsync<long>(field, cancellationToken),
            TypeCode.Int32 => Array.ConvertAll(await ValuesAsync<int>(field, cancellationToken), v => (long?)v),
            TypeCode.Int16 => Array.ConvertAll(await ValuesAsync<short>(field, cancellationToken), v => (long?)v),
            TypeCode.Byte => Array.ConvertAll(await ValuesAsync<byte>(field, cancellationToken), v => (long?)v),
            TypeCode.SByte => Array.ConvertAll(await ValuesAsync<sbyte>(field, cancellationToken), v => (long?)v),
            TypeCode.UInt16 => Array.ConvertAll(await ValuesAsync<ushort>(field, cancellationToken), v => (long?)v),
            TypeCode.UInt32 => Array.ConvertAll(await ValuesAsync<uint>(field, cancellationToken), v => (long?)v),
            _ => throw new DeliveryException(_finding(column) with { Rule = DeliveryRule.ColumnTypeFits }),
        };
    }

    public async Task<double?[]> AmountAsync(string column, CancellationToken cancellationToken)
    {
        var field = Field(column);
        return Type.GetTypeCode(field.ClrType) switch
        {
            TypeCode.Double => await ValuesAsync<double>(field, cancellationToken),
            TypeCode.Single => Array.ConvertAll(await ValuesAsync<float>(field, cancellationToken), v => (double?)v),
            TypeCode.Decimal => Array.ConvertAll(await ValuesAsync<decimal>(field, cancellationToken), v => (double?)v),
            _ => Array.ConvertAll(await WholeAsync(column, cancellationToken), v => (double?)v),
        };
    }

    public void Dispose() => _group.Dispose();

    private async Task<T?[]> ValuesAsync<T>(DataField field, CancellationToken cancellationToken)
        where T : struct
    {
        var values = new T?[Rows];
        await GuardAsync(field.Name, () => _group.ReadAsync<T>(field, values.AsMemory(), cancellationToken: cancellationToken));
        return values;
    }

    private DataField Field(string column) =>
        _file.Schema.DataFields.FirstOrDefault(f => string.Equals(f.Name, column, StringComparison.Ordinal))
        ?? throw new DeliveryException(_finding(column) with { Rule = DeliveryRule.ColumnPresent });

    // The library's own text may quote a value, so it is not passed on.
    private async Task GuardAsync(string column, Func<ValueTask> read)
    {
        try
        {
            await read();
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not Storage.BlobChangedException)
        {
            throw new DeliveryException(_finding(column));
        }
    }
}
