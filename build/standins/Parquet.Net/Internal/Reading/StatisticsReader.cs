using Parquet.Data;
using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Reading;

/// <summary>Decodes statistics of the footer; extremes that do not fit the type are left out.</summary>
internal static class StatisticsReader
{
    public static DataColumnStatistics Read(ChunkStatistics statistics, SchemaElement element, Type type) => new(
        statistics.NullCount, statistics.DistinctCount, Decode(statistics.Min, element, type), Decode(statistics.Max, element, type));

    private static object? Decode(byte[]? bytes, SchemaElement element, Type type)
    {
        if (bytes is null)
            return null;
        try
        {
            if (type == typeof(string))
                return System.Text.Encoding.UTF8.GetString(bytes);
            if (type == typeof(byte[]))
                return bytes;
            if (type == typeof(bool))
                return bytes is [var single] ? single != 0 : null;
            return DecodeFixed(bytes, element, type);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static object? DecodeFixed(byte[] bytes, SchemaElement element, Type type)
    {
        if (type == typeof(int))
            return One<int>(bytes, element);
        if (type == typeof(long))
            return One<long>(bytes, element);
        if (type == typeof(double))
            return One<double>(bytes, element);
        if (type == typeof(float))
            return One<float>(bytes, element);
        if (type == typeof(DateOnly))
            return One<DateOnly>(bytes, element);
        if (type == typeof(DateTime))
            return One<DateTime>(bytes, element);
        return type == typeof(decimal) && element.Type != PhysicalType.ByteArray ? One<decimal>(bytes, element) : null;
    }

    private static object? One<T>(byte[] bytes, SchemaElement element)
        where T : struct
    {
        if (FixedCodecs.For<T>(element) is not { } codec || codec.Width != bytes.Length)
            return null;
        var value = new T[1];
        codec.Decode(bytes, value);
        return value[0];
    }
}
