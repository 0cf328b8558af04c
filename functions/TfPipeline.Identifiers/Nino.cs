namespace TfPipeline.Identifiers;

/// <summary>
/// A National Insurance number: two letters, six digits, suffix A–D or none. Neither letter is D, F, I, Q, U or V, the second
/// is not O, and BG, GB, KN, NK, NT, TN, ZZ are not used (HMRC manual NIM39110). <see cref="ToString"/> prints a mask.
/// </summary>
public readonly record struct Nino
{
    private static readonly string[] NeverIssued = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
    private static readonly string[] Administrative = ["OO", "CR", "FY", "MW", "NC"];

    private Nino(string value) => Value = value;

    /// <summary>Two letters and six digits, upper case, without suffix: the suffix says nothing of who it is. Personal: never log it.</summary>
    public string Value { get; }

    /// <summary>An administrative prefix (HMRC manual NIM39115): valid in a file, never used to link.</summary>
    public bool IsAdministrative
    {
        get
        {
            var prefix = Value[..2];
            return Array.Exists(Administrative, p => string.Equals(p, prefix, StringComparison.Ordinal));
        }
    }

    /// <summary>False when the shape is wrong or the prefix was never issued.</summary>
    public static bool TryParse(string? text, out Nino nino)
    {
        nino = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var value = Alphanumeric.Upper(text);
        if (value.Length is not (8 or 9) || (value.Length == 9 && value[8] is < 'A' or > 'D') || value.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9'))
            return false;
        var prefix = value[..2];
        if (!Array.Exists(Administrative, p => string.Equals(p, prefix, StringComparison.Ordinal)) && !IsIssued(prefix))
            return false;
        nino = new Nino(value[..8]);
        return true;
    }

    /// <summary>A mask.</summary>
    public override string ToString() => "nino(***)";

    private static bool IsIssued(string prefix)
        => prefix.All(c => char.IsAsciiLetterUpper(c) && !"DFIQUV".Contains(c, StringComparison.Ordinal))
            && prefix[1] != 'O'
            && !Array.Exists(NeverIssued, p => string.Equals(p, prefix, StringComparison.Ordinal));
}
