using Parquet.Schema;

namespace Parquet.Internal.Format;

/// <summary>Schema elements of the file for columns of the application. The storage of each type is that of the package.</summary>
internal static class SchemaMapper
{
    private const int DefaultDecimalPrecision = 38;
    private const int DefaultDecimalScale = 18;

    public static SchemaElement ToElement(DataField field)
    {
        var element = new SchemaElement
        {
            Name = field.Name,
            Repetition = field.IsNullable ? Repetition.Optional : Repetition.Required,
        };
        var type = field.ClrType;
        if (type == typeof(bool))
            element.Type = PhysicalType.Boolean;
        else if (type == typeof(float))
            element.Type = PhysicalType.Float;
        else if (type == typeof(double))
            element.Type = PhysicalType.Double;
        else if (type == typeof(string))
            SetString(element);
        else if (type == typeof(byte[]))
            element.Type = PhysicalType.ByteArray;
        else if (type == typeof(decimal))
            SetDecimal(element, field as DecimalDataField);
        else if (type == typeof(DateOnly))
            SetDate(element);
        else if (type == typeof(DateTime))
            SetDateTime(element, field as DateTimeDataField);
        else
            SetInteger(element, type);
        return element;
    }

    /// <summary>Bytes of a big-endian two's complement number that holds so many digits.</summary>
    public static int DecimalLength(int precision)
    {
        var limit = System.Numerics.BigInteger.Pow(10, precision);
        var bytes = 1;
        while (System.Numerics.BigInteger.One << ((8 * bytes) - 1) < limit)
            bytes++;
        return bytes;
    }

    private static void SetString(SchemaElement element)
    {
        element.Type = PhysicalType.ByteArray;
        element.Converted = ConvertedType.Utf8;
        element.Logical = LogicalKind.String;
    }

    private static void SetDate(SchemaElement element)
    {
        element.Type = PhysicalType.Int32;
        element.Converted = ConvertedType.Date;
        element.Logical = LogicalKind.Date;
    }

    private static void SetDecimal(SchemaElement element, DecimalDataField? field)
    {
        element.Precision = field?.Precision ?? DefaultDecimalPrecision;
        element.Scale = field?.Scale ?? DefaultDecimalScale;
        element.Type = field is null || field.ForceByteArrayEncoding || field.Precision > 18 ? PhysicalType.FixedLenByteArray
            : field.Precision <= 9 ? PhysicalType.Int32
            : PhysicalType.Int64;
        element.TypeLength = DecimalLength(element.Precision);
        element.Converted = ConvertedType.Decimal;
        element.Logical = LogicalKind.Decimal;
    }

    private static void SetDateTime(SchemaElement element, DateTimeDataField? field)
    {
        switch (field?.DateTimeFormat ?? DateTimeFormat.Impala)
        {
            case DateTimeFormat.DateAndTime:
                element.Type = PhysicalType.Int64;
                element.Converted = ConvertedType.TimestampMillis;
                break;
            case DateTimeFormat.DateAndTimeMicros:
                element.Type = PhysicalType.Int64;
                element.Converted = ConvertedType.TimestampMicros;
                break;
            case DateTimeFormat.Date:
                SetDate(element);
                break;
            case DateTimeFormat.Timestamp:
                element.Type = PhysicalType.Int64;
                element.Logical = LogicalKind.Timestamp;
                element.IsAdjustedToUtc = field!.IsAdjustedToUTC;
                element.Unit = field.Unit;
                break;
            default:
                element.Type = PhysicalType.Int96;
                break;
        }
    }

    private static void SetInteger(SchemaElement element, Type type)
    {
        element.BitWidth = type == typeof(sbyte) || type == typeof(byte) ? 8
            : type == typeof(short) || type == typeof(ushort) ? 16
            : type == typeof(int) || type == typeof(uint) ? 32 : 64;
        element.IsSigned = type == typeof(sbyte) || type == typeof(short) || type == typeof(int) || type == typeof(long);
        element.Type = element.BitWidth == 64 ? PhysicalType.Int64 : PhysicalType.Int32;
        element.Logical = LogicalKind.Integer;
        element.Converted = (element.BitWidth, element.IsSigned) switch
        {
            (8, true) => ConvertedType.Int8,
            (8, false) => ConvertedType.UInt8,
            (16, true) => ConvertedType.Int16,
            (16, false) => ConvertedType.UInt16,
            (32, true) => ConvertedType.Int32,
            (32, false) => ConvertedType.UInt32,
            (_, true) => ConvertedType.Int64,
            _ => ConvertedType.UInt64,
        };
    }
}
