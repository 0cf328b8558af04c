namespace TfPipeline.Identifiers;

/// <summary>
/// A UK postcode. Forms: outward A9, A99, A9A, AA9, AA99, AA9A and inward 9AA, with the letters that each position allows,
/// GIR 0AA, and the ZZ99 placeholders, which break the rules on letters. Parsing ignores case, spaces and punctuation. <see cref="ToString"/> prints a mask; use <see cref="Compact"/> for the value.
/// </summary>
public readonly record struct Postcode
{
    private Postcode(string compact) => Compact = compact;

    /// <summary>Upper case without the space. Personal: never log it.</summary>
    public string Compact { get; }

    /// <summary>The outward code, such as the SW1A of SW1A 1AA.</summary>
    public string District => Compact[..^3];

    /// <summary>All but the last two characters.</summary>
    public string Sector => Compact[..^2];

    /// <summary>The leading letters.</summary>
    public string Area => Compact[..(char.IsAsciiLetter(Compact[1]) ? 2 : 1)];

    /// <summary>
    /// A well-formed code that stands for "no address" (ZZ99 and the NF1 codes of national systems): valid in a file, never used to link.
    /// </summary>
    public bool IsPlaceholder => IsPlaceholderCode(Compact);

    /// <summary>False when the text is not of a UK form.</summary>
    public static bool TryParse(string? text, out Postcode postcode)
    {
        postcode = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var compact = Alphanumeric.Upper(text);
        if (!IsWellFormed(compact))
            return false;
        postcode = new Postcode(compact);
        return true;
    }

    /// <summary>A mask.</summary>
    public override string ToString() => "postcode(***)";

    /// <summary>True for a UK form in upper case without spaces.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> compact)
    {
        if (compact.Length is < 5 or > 7)
            return false;
        if (compact is "GIR0AA")
            return true;
        var inward = compact[^3..];
        if (compact.Length == 7 && compact.StartsWith("ZZ99"))
            return char.IsAsciiDigit(inward[0]) && char.IsAsciiLetterUpper(inward[1]) && char.IsAsciiLetterUpper(inward[2]);
        return char.IsAsciiDigit(inward[0]) && IsUnitLetter(inward[1]) && IsUnitLetter(inward[2])
            && IsOutward(compact[..^3]);
    }

    /// <summary>See <see cref="IsPlaceholder"/>, of a well-formed code.</summary>
    public static bool IsPlaceholderCode(ReadOnlySpan<char> compact) => compact.StartsWith("ZZ99") || compact is "NF11NF" or "NF11FA";

    private static bool IsUnitLetter(char c) => char.IsAsciiLetterUpper(c) && !"CIKMOV".Contains(c, StringComparison.Ordinal);

    private static bool IsOutward(ReadOnlySpan<char> outward)
    {
        if (!char.IsAsciiLetterUpper(outward[0]) || "QVX".Contains(outward[0], StringComparison.Ordinal))
            return false;
        if (char.IsAsciiDigit(outward[1]))
        {
            return outward.Length == 2
                || (outward.Length == 3 && (char.IsAsciiDigit(outward[2]) || "ABCDEFGHJKPSTUW".Contains(outward[2], StringComparison.Ordinal)));
        }

        if ("IJZ".Contains(outward[1], StringComparison.Ordinal) || outward.Length < 3 || !char.IsAsciiDigit(outward[2]))
            return false;
        return outward.Length == 3
            || (outward.Length == 4 && (char.IsAsciiDigit(outward[3]) || "ABEHMNPRVWXY".Contains(outward[3], StringComparison.Ordinal)));
    }
}
