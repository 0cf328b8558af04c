namespace TfPipeline.Identifiers;

/// <summary>How files write sex, and how the pipeline prints it.</summary>
public static class SexText
{
    /// <summary>
    /// Male for m, male, boy, 1; female for f, female, girl, 2 (the codes of national person systems, case ignored); not known for
    /// anything else. A department's extract is read with it; a council's file has stricter rules.
    /// </summary>
    public static Sex Parse(ReadOnlySpan<char> text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 1)
            return trimmed[0] switch { 'M' or 'm' or '1' => Sex.Male, 'F' or 'f' or '2' => Sex.Female, _ => Sex.NotKnown };
        const int longest = 6;
        if (trimmed.Length is 0 or > longest)
            return Sex.NotKnown;
        Span<char> upper = stackalloc char[longest];
        return upper[..trimmed.ToUpperInvariant(upper)] switch
        {
            "MALE" or "BOY" => Sex.Male,
            "FEMALE" or "GIRL" => Sex.Female,
            _ => Sex.NotKnown,
        };
    }

    /// <summary><c>M</c>, <c>F</c> or <c>U</c>: the codes in panels and releases.</summary>
    public static string Code(this Sex sex) => sex switch { Sex.Male => "M", Sex.Female => "F", _ => "U" };

    /// <summary>The sex that <see cref="Code"/> printed; null for any other text.</summary>
    public static Sex? FromCode(string code) => code switch
    {
        "M" => Sex.Male,
        "F" => Sex.Female,
        "U" => Sex.NotKnown,
        _ => null,
    };
}
