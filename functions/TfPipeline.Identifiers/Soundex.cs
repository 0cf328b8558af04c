namespace TfPipeline.Identifiers;

/// <summary>
/// American Soundex as the US National Archives defines it: first letter and three digits; letters with one digit that touch,
/// or that H or W alone separates, count once; vowels separate.
/// </summary>
public static class Soundex
{
    // Digits of A to Z; '0' is a vowel or Y, '-' is H or W.
    private const string Codes = "0123012-02245501262301-202";

    /// <summary>Four characters for a word of A–Z; empty for an empty word.</summary>
    public static string Encode(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty)
            return string.Empty;
        Span<char> code = ['0', '0', '0', '0'];
        code[0] = word[0];
        var last = Digit(word[0]);
        var length = 1;
        for (var i = 1; i < word.Length && length < 4; i++)
        {
            var digit = Digit(word[i]);
            if (digit == '-')
                continue;
            if (digit != '0' && digit != last)
                code[length++] = digit;
            last = digit;
        }

        return code.ToString();
    }

    private static char Digit(char letter) => letter is 'H' or 'W' ? '-' : Codes[letter - 'A'];
}
