using Parquet.Internal.Encodings;
using Parquet.Internal.Format;

namespace Parquet.Internal.Writing;

/// <summary>Smallest and largest value of a column of numbers or dates, in plain encoding.</summary>
internal static class FixedStatistics
{
    /// <summary>Adds extremes where the format defines their order; NaN has none, and INT96 neither.</summary>
    public static void Add<T>(ChunkStatistics statistics, ReadOnlySpan<T> values, FixedCodec<T> codec, PhysicalType type)
        where T : struct
    {
        if (values.IsEmpty || type == PhysicalType.Int96)
            return;
        if (!TryFind(values, out var min, out var max))
            return;
        statistics.Min = Encode(min, codec);
        statistics.Max = Encode(max, codec);
    }

    private static byte[] Encode<T>(T value, FixedCodec<T> codec)
        where T : struct
    {
        var bytes = new byte[codec.Width];
        codec.Encode([value], bytes);
        return bytes;
    }

    private static bool TryFind<T>(ReadOnlySpan<T> values, out T min, out T max)
        where T : struct
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
            return TryFindFloating(values, out min, out max);
        (min, max) = (values[0], values[0]);
        var comparer = Comparer<T>.Default;
        foreach (var value in values)
        {
            if (comparer.Compare(value, min) < 0)
                min = value;
            if (comparer.Compare(value, max) > 0)
                max = value;
        }

        return true;
    }

    private static bool TryFindFloating<T>(ReadOnlySpan<T> values, out T min, out T max)
        where T : struct
    {
        if (typeof(T) == typeof(float))
        {
            var found = Extremes(System.Runtime.InteropServices.MemoryMarshal.Cast<T, float>(values), out var low, out var high);
            (min, max) = ((T)(object)low, (T)(object)high);
            return found;
        }

        var any = Extremes(System.Runtime.InteropServices.MemoryMarshal.Cast<T, double>(values), out var least, out var most);
        (min, max) = ((T)(object)least, (T)(object)most);
        return any;
    }

    // One NaN makes the extremes useless to a reader that compares, so that there are none then. The zeros are equal,
    // so the smallest is written as -0 and the largest as +0.
    private static bool Extremes<T>(ReadOnlySpan<T> values, out T min, out T max)
        where T : System.Numerics.IFloatingPointIeee754<T>
    {
        (min, max) = (values[0], values[0]);
        foreach (var value in values)
        {
            if (T.IsNaN(value))
                return false;
            if (value < min)
                min = value;
            if (value > max)
                max = value;
        }

        if (min == T.Zero)
            min = T.NegativeZero;
        if (max == T.Zero)
            max = T.Zero;
        return true;
    }
}
