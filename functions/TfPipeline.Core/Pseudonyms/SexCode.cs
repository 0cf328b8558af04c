namespace TfPipeline.Core.Pseudonyms;

/// <summary>Sex as files write it, brought to M or F.</summary>
public static class SexCode
{
    /// <summary>
    /// 'M' for m, male, boy, 1; 'F' for f, female, girl, 2 (the codes of national person systems, case ignored); '\0' for anything else,
    /// which includes "not known" and "not specified".
    /// </summary>
    public static char Normalise(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 1)
            return trimmed[0] switch { 'M' or 'm' or '1' => 'M', 'F' or 'f' or '2' => 'F', _ => '\0' };
        const int longest = 6;
        if (trimmed.Length is 0 or > longest)
            return '\0';
        Span<char> upper = stackalloc char[longest];
        return upper[..trimmed.ToUpperInvariant(upper)] switch
        {
            "MALE" or "BOY" => 'M',
            "FEMALE" or "GIRL" => 'F',
            _ => '\0',
        };
    }
}
