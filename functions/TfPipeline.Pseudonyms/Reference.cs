using System.Buffers.Binary;
using System.Globalization;

namespace TfPipeline.Pseudonyms;

/// <summary>A 128-bit pseudonym of a person, family or submission. Without the key it says nothing about its subject.</summary>
public readonly record struct Reference(ulong High, ulong Low) : IComparable<Reference>
{
    /// <summary>The first 16 bytes of a code, most significant first.</summary>
    public static Reference FromBytes(ReadOnlySpan<byte> bytes)
        => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static Reference Parse(string text)
        => TryParse(text, out var reference) ? reference : throw new FormatException("A reference has 32 hexadecimal digits.");

    /// <summary>False when the text is not 32 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out Reference reference)
    {
        reference = default;
        if (text is null || text.Length != 32
            || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low))
        {
            return false;
        }

        reference = new Reference(high, low);
        return true;
    }

    /// <summary>Order of the unsigned 128-bit number.</summary>
    public int CompareTo(Reference other)
    {
        var high = High.CompareTo(other.High);
        return high != 0 ? high : Low.CompareTo(other.Low);
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString()
        => High.ToString("x16", CultureInfo.InvariantCulture) + Low.ToString("x16", CultureInfo.InvariantCulture);
}
