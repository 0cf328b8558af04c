using Parquet.Schema;

namespace Parquet.Internal.Format;

/// <summary>Columns of the application for schema elements of a file.</summary>
internal static class FieldMapper
{
    /// <summary>The column, or null for a type that can be passed over but not read.</summary>
    public static DataField ToField(SchemaElement element, ParquetOptions options)
    {
        var nullable = !element.IsRequired;
        var type = ClrTypeOf(element, options);
        if (type == typeof(DateTime))
            return ToDateTimeField(element, nullable);
        if (type == typeof(decimal))
            return new DecimalDataField(element.Name, Math.Max(1, element.Precision), element.Scale, isNullable: nullable);
        return new DataField(element.Name, type, nullable);
    }

    private static DateTimeDataField ToDateTimeField(SchemaElement element, bool nullable)
    {
        if (element.Logical == LogicalKind.Timestamp)
        {
            return new DateTimeDataField(
                element.Name, DateTimeFormat.Timestamp, element.IsAdjustedToUtc, element.Unit, nullable);
        }

        var format = (element.Type, element.Converted) switch
        {
            (PhysicalType.Int64, ConvertedType.TimestampMillis) => DateTimeFormat.DateAndTime,
            (PhysicalType.Int64, ConvertedType.TimestampMicros) => DateTimeFormat.DateAndTimeMicros,
            (PhysicalType.Int32, _) => DateTimeFormat.Date,
            _ => DateTimeFormat.Impala,
        };
        return new DateTimeDataField(element.Name, format, isNullable: nullable);
    }

    private static Type ClrTypeOf(SchemaElement element, ParquetOptions options)
    {
        if (element.Logical is LogicalKind.String or LogicalKind.Enum || element.Converted is ConvertedType.Utf8)
            return typeof(string);
        if (IsInteger(element, out var width, out var signed))
            return IntegerType(width, signed);
        if (element.Logical == LogicalKind.Decimal || element.Converted == ConvertedType.Decimal)
            return typeof(decimal);
        if (element.Logical == LogicalKind.Date || element.Converted == ConvertedType.Date)
            return options.UseDateOnlyTypeForDates ? typeof(DateOnly) : typeof(DateTime);
        if (element.Logical == LogicalKind.Timestamp
            || element.Converted is ConvertedType.TimestampMillis or ConvertedType.TimestampMicros)
        {
            return typeof(DateTime);
        }

        return element.Type switch
        {
            PhysicalType.Boolean => typeof(bool),
            PhysicalType.Int32 => typeof(int),
            PhysicalType.Int64 => typeof(long),
            PhysicalType.Int96 => typeof(DateTime),
            PhysicalType.Float => typeof(float),
            PhysicalType.Double => typeof(double),
            PhysicalType.ByteArray when options.TreatByteArrayAsString => typeof(string),
            _ => typeof(byte[]),
        };
    }

    private static bool IsInteger(SchemaElement element, out int width, out bool signed)
    {
        width = element.BitWidth;
        signed = element.IsSigned;
        if (element.Logical == LogicalKind.Integer)
            return true;
        (width, signed) = element.Converted switch
        {
            ConvertedType.Int8 => (8, true),
            ConvertedType.UInt8 => (8, false),
            ConvertedType.Int16 => (16, true),
            ConvertedType.UInt16 => (16, false),
            ConvertedType.Int32 => (32, true),
            ConvertedType.UInt32 => (32, false),
            ConvertedType.Int64 => (64, true),
            ConvertedType.UInt64 => (64, false),
            _ => (0, true),
        };
        return width != 0;
    }

    private static Type IntegerType(int width, bool signed) => (width, signed) switch
    {
        (8, true) => typeof(sbyte),
        (8, false) => typeof(byte),
        (16, true) => typeof(short),
        (16, false) => typeof(ushort),
        (32, true) => typeof(int),
        (32, false) => typeof(uint),
        (64, true) => typeof(long),
        _ => typeof(ulong),
    };
}
