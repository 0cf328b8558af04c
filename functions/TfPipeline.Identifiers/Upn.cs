namespace TfPipeline.Identifiers;

/// <summary>
/// A unique pupil number: check letter, 3 digits of local authority, 4 of school, 2 of year, 3 of serial (the last a letter
/// when temporary). The check letter is the sum of position (2 to 13) times value, modulo 23, in A–Z without I, O and S
/// (the national specification of the UPN). <see cref="ToString"/> prints a mask.
/// </summary>
public readonly record struct Upn
{
    private const string Letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

    private Upn(string value) => Value = value;

    /// <summary>13 characters, upper case. Personal: never log it.</summary>
    public string Value { get; }

    /// <summary>A temporary number, replaced when the pupil's own is found.</summary>
    public bool IsTemporary => char.IsAsciiLetter(Value[12]);

    /// <summary>False when the shape or the check letter is wrong.</summary>
    public static bool TryParse(string? text, out Upn upn)
    {
        upn = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var value = Alphanumeric.Upper(text);
        if (value.Length != 13)
            return false;
        var sum = 0;
        for (var i = 1; i < 13; i++)
        {
            var worth = char.IsAsciiDigit(value[i]) ? value[i] - '0' : i == 12 ? Letters.IndexOf(value[i], StringComparison.Ordinal) : -1;
            if (worth < 0)
                return false;
            sum += (i + 1) * worth;
        }

        if (Letters[sum % 23] != value[0])
            return false;
        upn = new Upn(value);
        return true;
    }

    /// <summary>A mask.</summary>
    public override string ToString() => "upn(***)";
}
