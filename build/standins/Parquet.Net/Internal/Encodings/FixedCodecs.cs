using Parquet.Internal.Format;
using Parquet.Schema;

namespace Parquet.Internal.Encodings;

/// <summary>Chooses the codec of a type for the storage that a file declares.</summary>
internal static class FixedCodecs
{
    /// <summary>The codec, or null where the type cannot hold what is stored.</summary>
    public static FixedCodec<T>? For<T>(SchemaElement element)
        where T : struct
    {
        object? codec = element.Type switch
        {
            PhysicalType.Int32 => ForInt32(element, typeof(T)),
            PhysicalType.Int64 => ForInt64(element, typeof(T)),
            PhysicalType.Float when typeof(T) == typeof(float) => new RawCodec<float>(),
            PhysicalType.Double when typeof(T) == typeof(double) => new RawCodec<double>(),
            PhysicalType.Int96 when typeof(T) == typeof(DateTime) => new Int96Codec(),
            PhysicalType.FixedLenByteArray when typeof(T) == typeof(decimal) =>
                new DecimalFixedCodec(element.Precision, element.Scale, element.TypeLength),
            _ => null,
        };
        return (FixedCodec<T>?)codec;
    }

    private static object? ForInt32(SchemaElement element, Type type)
    {
        if (type == typeof(int))
            return new RawCodec<int>();
        if (type == typeof(uint))
            return new RawCodec<uint>();
        if (type == typeof(DateOnly))
            return new DateOnlyCodec();
        if (type == typeof(DateTime))
            return new DateTimeDayCodec();
        if (type == typeof(decimal))
            return new DecimalIntegerCodec<int>(Math.Clamp(element.Precision, 1, 9), element.Scale);
        if (type == typeof(sbyte))
            return new NarrowCodec<sbyte>();
        if (type == typeof(byte))
            return new NarrowCodec<byte>();
        if (type == typeof(short))
            return new NarrowCodec<short>();
        return type == typeof(ushort) ? new NarrowCodec<ushort>() : null;
    }

    private static object? ForInt64(SchemaElement element, Type type)
    {
        if (type == typeof(long))
            return new RawCodec<long>();
        if (type == typeof(ulong))
            return new RawCodec<ulong>();
        if (type == typeof(decimal))
            return new DecimalIntegerCodec<long>(Math.Clamp(element.Precision, 1, 18), element.Scale);
        if (type != typeof(DateTime))
            return null;
        var unit = element.Converted switch
        {
            ConvertedType.TimestampMillis => DateTimeTimeUnit.Millis,
            ConvertedType.TimestampMicros => DateTimeTimeUnit.Micros,
            _ => element.Unit,
        };
        var kind = element.Logical == LogicalKind.Timestamp && !element.IsAdjustedToUtc
            ? DateTimeKind.Unspecified
            : DateTimeKind.Utc;
        return new TimestampCodec(unit, kind);
    }
}
