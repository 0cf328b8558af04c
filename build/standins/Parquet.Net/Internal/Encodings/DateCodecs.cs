using Parquet.Schema;

namespace Parquet.Internal.Encodings;

/// <summary>Days since 1970 as DateOnly.</summary>
internal sealed class DateOnlyCodec : ConvertedCodec<DateOnly, int>
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    protected override DateOnly FromStored(int stored)
    {
        var day = (long)stored + Epoch;
        return (ulong)day <= (ulong)DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw OutOfRange();
    }

    protected override int ToStored(DateOnly value) => value.DayNumber - Epoch;
}

/// <summary>Days since 1970 as DateTime at midnight.</summary>
internal sealed class DateTimeDayCodec : ConvertedCodec<DateTime, int>
{
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    protected override DateTime FromStored(int stored)
    {
        var day = (long)stored + Epoch;
        return (ulong)day <= (ulong)DateOnly.MaxValue.DayNumber
            ? new DateTime(day * TimeSpan.TicksPerDay, DateTimeKind.Utc)
            : throw OutOfRange();
    }

    protected override int ToStored(DateTime value) =>
        (int)((value.Date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerDay);
}

/// <summary>Milli, micro or nanoseconds since 1970 as DateTime.</summary>
internal sealed class TimestampCodec(DateTimeTimeUnit unit, DateTimeKind kind) : ConvertedCodec<DateTime, long>
{
    private const long NanosecondsPerTick = 100;

    protected override DateTime FromStored(long stored)
    {
        var ticks = unit switch
        {
            DateTimeTimeUnit.Millis => Scale(stored, TimeSpan.TicksPerMillisecond),
            DateTimeTimeUnit.Micros => Scale(stored, TimeSpan.TicksPerMicrosecond),
            _ => Math.DivRem(stored, NanosecondsPerTick, out var rest) - (rest < 0 ? 1 : 0),
        };
        var sum = (Int128)ticks + DateTime.UnixEpoch.Ticks;
        return sum >= 0 && sum <= DateTime.MaxValue.Ticks ? new DateTime((long)sum, kind) : throw OutOfRange();
    }

    protected override long ToStored(DateTime value)
    {
        var ticks = Utc(value).Ticks - DateTime.UnixEpoch.Ticks;
        return unit switch
        {
            DateTimeTimeUnit.Millis => FloorDivide(ticks, TimeSpan.TicksPerMillisecond),
            DateTimeTimeUnit.Micros => FloorDivide(ticks, TimeSpan.TicksPerMicrosecond),
            _ => checked(ticks * NanosecondsPerTick),
        };
    }

    internal static DateTime Utc(DateTime value) => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;

    private static long Scale(long stored, long factor)
    {
        var ticks = (Int128)stored * factor;
        return ticks >= long.MinValue && ticks <= long.MaxValue ? (long)ticks : throw OutOfRange();
    }

    private static long FloorDivide(long ticks, long factor) =>
        Math.DivRem(ticks, factor, out var rest) - (rest < 0 ? 1 : 0);
}

/// <summary>INT96: nanoseconds of the day in 64 bits, then the Julian day in 32.</summary>
internal sealed class Int96Codec : FixedCodec<DateTime>
{
    private const int JulianDayOfEpoch = 2_440_588;

    public override int Width => 12;

    public override void Decode(ReadOnlySpan<byte> plain, Span<DateTime> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            var nanoseconds = BitConverter.ToInt64(plain.Slice(12 * i, 8));
            var days = (long)BitConverter.ToInt32(plain.Slice((12 * i) + 8, 4)) - JulianDayOfEpoch;
            var ticks = DateTime.UnixEpoch.Ticks + ((Int128)days * TimeSpan.TicksPerDay) + (nanoseconds / 100);
            if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
                throw new InvalidDataException("a value is out of the range of its type");
            destination[i] = new DateTime((long)ticks, DateTimeKind.Utc);
        }
    }

    public override void Encode(ReadOnlySpan<DateTime> values, Span<byte> plain)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var ticks = TimestampCodec.Utc(values[i]).Ticks;
            var days = (int)((ticks / TimeSpan.TicksPerDay) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay));
            BitConverter.TryWriteBytes(plain.Slice(12 * i, 8), ticks % TimeSpan.TicksPerDay * 100);
            BitConverter.TryWriteBytes(plain.Slice((12 * i) + 8, 4), days + JulianDayOfEpoch);
        }
    }
}
