using System.Globalization;
using System.Numerics;
using ParquetSharp;

namespace TfPipeline.Core.OutsideParquet;

/// <summary>Makes a value of what is stored; throws where the stored thing is no value of the column's type.</summary>
internal interface IValueRule<in TStored, out TValue>
{
    TValue Read(TStored stored);
}

/// <summary>Days since 1970.</summary>
internal readonly struct DayRule : IValueRule<int, DateOnly>
{
    public static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <exception cref="ArgumentOutOfRangeException">The day is not of the years 1 to 9999.</exception>
    public DateOnly Read(int stored) => DateOnly.FromDayNumber(checked(stored + Epoch));
}

/// <summary>Milliseconds, microseconds or nanoseconds since 1970; the day is that of the stored moment.</summary>
internal readonly struct MomentRule(long perDay) : IValueRule<long, DateOnly>
{
    public DateOnly Read(long stored)
    {
        var (days, rest) = Math.DivRem(stored, perDay);
        return default(DayRule).Read(checked((int)(rest < 0 ? days - 1 : days)));
    }
}

/// <summary>Nanoseconds of a day, then its Julian number (Impala, Hive and older Spark).</summary>
internal readonly struct Int96Rule : IValueRule<Int96, DateOnly>
{
    private const int JulianEpoch = 2_440_588;
    private const ulong NanosPerDay = 86_400_000_000_000;

    /// <exception cref="OverflowException">The time is not one of a day, or the day is not of the years 1 to 9999.</exception>
    public DateOnly Read(Int96 stored) =>
        ((ulong)(uint)stored.B << 32 | (uint)stored.A) < NanosPerDay ? default(DayRule).Read(checked(stored.C - JulianEpoch)) : throw new OverflowException();
}

/// <summary>Whole numbers of up to 32 bits.</summary>
internal readonly struct Whole32Rule(int bits, bool isSigned) : IValueRule<int, long>
{
    /// <exception cref="OverflowException">The number has more bits than the schema says.</exception>
    public long Read(int stored) => (bits, isSigned) switch
    {
        (32, true) => stored,
        (32, false) => (uint)stored,
        (16, true) => checked((short)stored),
        (16, false) => checked((ushort)stored),
        (8, true) => checked((sbyte)stored),
        (8, false) => checked((byte)stored),
        _ => throw new OverflowException(),
    };
}

/// <summary>Whole numbers of 64 bits with a sign.</summary>
internal readonly struct Whole64Rule(int bits, bool isSigned) : IValueRule<long, long>
{
    /// <exception cref="OverflowException">The schema gives a width that is not stored so.</exception>
    public long Read(long stored) => bits == 64 && isSigned ? stored : throw new OverflowException();
}

/// <summary>Whole numbers of 64 bits without a sign, as the nearest number.</summary>
internal readonly struct UnsignedLongRule : IValueRule<long, double>
{
    public double Read(long stored) => (ulong)stored;
}

/// <summary>32-bit floating point.</summary>
internal readonly struct SingleRule : IValueRule<float, double>
{
    public double Read(float stored) => stored;
}

/// <summary>64-bit floating point.</summary>
internal readonly struct DoubleRule : IValueRule<double, double>
{
    public double Read(double stored) => stored;
}

/// <summary>Yes and no.</summary>
internal readonly struct FlagRule : IValueRule<bool, bool>
{
    public bool Read(bool stored) => stored;
}

/// <summary>Decimal numbers in 32 bits.</summary>
internal readonly struct Decimal32Rule(int scale) : IValueRule<int, double>
{
    public double Read(int stored) => Decimals.Value(stored, scale);
}

/// <summary>Decimal numbers in 64 bits.</summary>
internal readonly struct Decimal64Rule(int scale) : IValueRule<long, double>
{
    public double Read(long stored) => Decimals.Value(stored, scale);
}

/// <summary>Decimal numbers in a fixed number of bytes.</summary>
internal readonly struct DecimalFixedRule(int scale, int length) : IValueRule<FixedLenByteArray, double>
{
    public unsafe double Read(FixedLenByteArray stored) => Decimals.Value(new ReadOnlySpan<byte>((void*)stored.Pointer, length), scale);
}

/// <summary>Decimal numbers in as many bytes as each needs.</summary>
internal readonly struct DecimalBytesRule(int scale) : IValueRule<ByteArray, double>
{
    public unsafe double Read(ByteArray stored) => Decimals.Value(new ReadOnlySpan<byte>((void*)stored.Pointer, stored.Length), scale);
}

/// <summary>Decimal numbers as the nearest floating-point number.</summary>
internal static class Decimals
{
    /// <summary>Powers of ten up to here are floating-point numbers exactly, and so are whole numbers up to the other bound: one division rounds once.</summary>
    private const int ExactPower = 22;
    private const long ExactWhole = 1L << 53;

    private static readonly double[] Powers = [.. Enumerable.Range(0, ExactPower + 1).Select(p => Math.Pow(10, p))];

    public static double Value(long unscaled, int scale) =>
        scale is >= 0 and <= ExactPower && unscaled is >= -ExactWhole and <= ExactWhole ? unscaled / Powers[scale] : Slow(unscaled, scale);

    public static double Value(ReadOnlySpan<byte> bigEndian, int scale)
    {
        if (bigEndian.IsEmpty)
            throw new OverflowException(); // no number has no digits
        var unscaled = new BigInteger(bigEndian, isBigEndian: true);
        return unscaled >= -ExactWhole && unscaled <= ExactWhole ? Value((long)unscaled, scale) : Slow(unscaled, scale);
    }

    private static double Slow(BigInteger unscaled, int scale) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{unscaled}e{-scale}"), NumberStyles.Float, CultureInfo.InvariantCulture);
}
