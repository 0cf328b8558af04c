namespace TfPipeline.Identifiers;

/// <summary>The letters and digits of a code, without the spaces and punctuation that people put between them.</summary>
public static class Alphanumeric
{
    /// <summary>ASCII letters and digits only, letters in upper case.</summary>
    public static string Upper(string text)
    {
        Span<char> kept = text.Length <= 64 ? stackalloc char[text.Length] : new char[text.Length];
        return kept[..Upper(text, kept)].ToString();
    }

    /// <summary>Writes them as far as there is room; gives how many there are.</summary>
    public static int Upper(ReadOnlySpan<char> text, Span<char> kept)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                continue;
            if (count < kept.Length)
                kept[count] = char.ToUpperInvariant(c);
            count++;
        }

        return count;
    }
}
