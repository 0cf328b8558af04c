using Parquet.Schema;
using TfPipeline.Core.Panel.Contracts;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Which Parquet types are taken for a contract's types.</summary>
internal static class ColumnTypes
{
    public static bool Fits(this DataField field, ColumnType type) => type switch
    {
        ColumnType.Text => field.ClrType == typeof(ReadOnlyMemory<char>),
        ColumnType.Date => field.ClrType == typeof(DateOnly) || field.ClrType == typeof(DateTime),
        ColumnType.Whole => IsWhole(field.ClrType),
        ColumnType.Amount => IsWhole(field.ClrType) || field.ClrType == typeof(double) || field.ClrType == typeof(float) || field.ClrType == typeof(decimal),
        _ => false,
    };

    private static bool IsWhole(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte) || type == typeof(sbyte) || type == typeof(ushort) || type == typeof(uint);
}
