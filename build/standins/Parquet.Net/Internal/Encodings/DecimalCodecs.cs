using System.Buffers.Binary;

namespace Parquet.Internal.Encodings;

/// <summary>Decimals and the whole numbers that files hold for them.</summary>
internal static class DecimalScale
{
    private const int MaxScale = 28;

    /// <summary>The decimal of an unscaled number.</summary>
    public static decimal FromUnscaled(Int128 unscaled, int scale)
    {
        // A decimal holds 96 bits and 28 places; zeros beyond its places are taken off without loss.
        while (scale > MaxScale || Int128.Abs(unscaled) >> 96 != 0)
        {
            if (scale == 0 || unscaled % 10 != 0)
                throw new InvalidDataException("a value is out of the range of a decimal");
            unscaled /= 10;
            scale--;
        }

        var magnitude = (UInt128)Int128.Abs(unscaled);
        return new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)scale);
    }

    /// <summary>The unscaled number; digits beyond the scale are refused, never rounded.</summary>
    public static Int128 ToUnscaled(decimal value, int scale)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var unscaled = (Int128)(((UInt128)(uint)parts[2] << 64) | ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        var places = (parts[3] >> 16) & 0xFF;
        for (; places < scale; places++)
            unscaled = checked(unscaled * 10);
        for (; places > scale; places--)
        {
            if (unscaled % 10 != 0)
                throw new ArgumentException("a decimal has more digits after the point than the column's scale");
            unscaled /= 10;
        }

        return parts[3] < 0 ? -unscaled : unscaled;
    }

    /// <summary>A big-endian two's complement number; at most 16 bytes carry information.</summary>
    public static Int128 FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            throw new InvalidDataException("a decimal has no bytes");
        var sign = (sbyte)bytes[0] < 0 ? (byte)0xFF : (byte)0;
        while (bytes.Length > 16)
        {
            if (bytes[0] != sign)
                throw new InvalidDataException("a value is out of the range of a decimal");
            bytes = bytes[1..];
        }

        Span<byte> wide = stackalloc byte[16];
        wide.Fill(sign);
        bytes.CopyTo(wide[(16 - bytes.Length)..]);
        return BinaryPrimitives.ReadInt128BigEndian(wide);
    }

    public static ArgumentException TooManyDigits() => new("a decimal has more digits than the column's precision");
}

/// <summary>Decimals in INT32 or INT64.</summary>
internal sealed class DecimalIntegerCodec<TStored>(int precision, int scale) : ConvertedCodec<decimal, TStored>
    where TStored : unmanaged, System.Numerics.IBinaryInteger<TStored>
{
    private readonly Int128 limit = Int128.CreateChecked(System.Numerics.BigInteger.Pow(10, precision));

    protected override decimal FromStored(TStored stored) => DecimalScale.FromUnscaled(Int128.CreateChecked(stored), scale);

    protected override TStored ToStored(decimal value)
    {
        var unscaled = DecimalScale.ToUnscaled(value, scale);
        return Int128.Abs(unscaled) < limit ? TStored.CreateChecked(unscaled) : throw DecimalScale.TooManyDigits();
    }
}

/// <summary>Decimals in big-endian fixed bytes.</summary>
internal sealed class DecimalFixedCodec(int precision, int scale, int length) : FixedCodec<decimal>
{
    private readonly Int128 limit =
        precision < 38 ? Int128.CreateChecked(System.Numerics.BigInteger.Pow(10, precision)) : Int128.MaxValue;

    public override int Width => length;

    public override void Decode(ReadOnlySpan<byte> plain, Span<decimal> destination)
    {
        for (var i = 0; i < destination.Length; i++)
            destination[i] = DecimalScale.FromUnscaled(DecimalScale.FromBytes(plain.Slice(i * length, length)), scale);
    }

    public override void Encode(ReadOnlySpan<decimal> values, Span<byte> plain)
    {
        Span<byte> wide = stackalloc byte[16];
        for (var i = 0; i < values.Length; i++)
        {
            var unscaled = DecimalScale.ToUnscaled(values[i], scale);
            if (Int128.Abs(unscaled) >= limit)
                throw DecimalScale.TooManyDigits();
            BinaryPrimitives.WriteInt128BigEndian(wide, unscaled);
            var target = plain.Slice(i * length, length);
            if (length <= 16)
            {
                wide[(16 - length)..].CopyTo(target);
                continue;
            }

            target[..(length - 16)].Fill(unscaled < 0 ? (byte)0xFF : (byte)0);
            wide.CopyTo(target[(length - 16)..]);
        }
    }
}
