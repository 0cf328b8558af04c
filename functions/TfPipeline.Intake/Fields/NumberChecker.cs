namespace TfPipeline.Intake;

/// <summary>Checks pupil and insurance numbers. A null rule means that there is nothing to say; a value that is kept comes back.</summary>
internal static class NumberChecker
{
    private const int Longest = 32;

    public static (IntakeRule? Rule, string? Kept) Upn(string text)
    {
        if (Identifiers.Upn.TryParse(text, out var upn))
            return (upn.IsTemporary ? ProgrammeRules.UpnTemporary : null, text);
        return (HasUpnShape(text) ? ProgrammeRules.UpnCheckLetter : ProgrammeRules.UpnShape, null);
    }

    public static (IntakeRule? Rule, string? Kept) Nino(string text)
    {
        if (Identifiers.Nino.TryParse(text, out var nino))
            return nino.IsAdministrative ? (ProgrammeRules.NinoAdministrative, null) : (null, text);
        if (IsTemporaryReference(text))
            return (ProgrammeRules.NinoAdministrative, null);
        return (HasNinoShape(text) ? ProgrammeRules.NinoPrefix : ProgrammeRules.NinoShape, null);
    }

    private static bool HasUpnShape(string text)
    {
        var upn = Compact(text);
        return upn.Length == 13 && IsUpnLetter(upn[0]) && !upn.AsSpan(1, 11).ContainsAnyExceptInRange('0', '9')
            && (char.IsAsciiDigit(upn[12]) || IsUpnLetter(upn[12]));
    }

    private static bool IsUpnLetter(char c) => char.IsAsciiLetterUpper(c) && c is not ('I' or 'O' or 'S');

    private static bool HasNinoShape(string text)
    {
        var nino = Compact(text);
        return nino.Length is 8 or 9 && char.IsAsciiLetterUpper(nino[0]) && char.IsAsciiLetterUpper(nino[1])
            && !nino.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9') && (nino.Length == 8 || nino[8] is >= 'A' and <= 'D');
    }

    // HMRC's temporary reference: two digits, a letter, five digits.
    private static bool IsTemporaryReference(string text)
    {
        var nino = Compact(text);
        return nino.Length == 8 && char.IsAsciiDigit(nino[0]) && char.IsAsciiDigit(nino[1]) && char.IsAsciiLetterUpper(nino[2])
            && !nino.AsSpan(3).ContainsAnyExceptInRange('0', '9');
    }

    private static string Compact(string text)
        => text.Length > Longest ? string.Empty : text.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
