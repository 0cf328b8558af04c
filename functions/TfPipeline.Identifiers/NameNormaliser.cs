using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace TfPipeline.Identifiers;

/// <summary>
/// Brings a forename or surname to words of A–Z, by the rules that public linkage code for censuses and registers uses:
/// upper case, NFKD without marks, letters that NFKD leaves (strokes, ligatures, thorn, dotless i) to their usual forms, hyphens as spaces, everything else dropped, titles dropped, surname prefixes joined on,
/// placeholders to nothing. Forenames and surnames share one form so that swapped names can be seen.
/// </summary>
public static class NameNormaliser
{
    private static readonly FrozenSet<string> Titles = FrozenSet.ToFrozenSet(
        ["MR", "MRS", "DR", "MISS", "MS", "MX", "MSTR", "PROF", "SIR", "LADY"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Prefixes = FrozenSet.ToFrozenSet(
        ["DE", "DA", "DU", "ST", "MC", "MAC", "VAN", "VON", "LA", "LE", "O", "AL", "DER", "EL", "DI", "DEL", "UL", "BIN", "SAN", "BA"],
        StringComparer.Ordinal);

    private static readonly FrozenSet<string> Placeholders = FrozenSet.ToFrozenSet(
        ["NO NAME", "NAME", "FORENAME", "NO SURNAME", "SURNAME", "NOT ENTERED", "MIG ERROR", "NO SHOW", "DUPLICATE", "BABY", "UNKNOWN", "NOT KNOWN"],
        StringComparer.Ordinal);

    /// <summary>Words of a forename with one space between them; empty when it says nothing.</summary>
    public static string Forename(string? text) => Normalise(text, isSurname: false);

    /// <summary>Words of a surname with one space between them, prefixes joined to what follows; empty when it says nothing.</summary>
    public static string Surname(string? text) => Normalise(text, isSurname: true);

    private static string Normalise(string? text, bool isSurname)
    {
        if (string.IsNullOrWhiteSpace(text))
            return string.Empty;
        var letters = Letters(text);
        if (letters.Length == 0 || Placeholders.Contains(letters))
            return string.Empty;
        if (!letters.Contains(' ', StringComparison.Ordinal))
            return letters;
        var words = letters.Split(' ').SkipWhile(Titles.Contains).ToList();
        if (isSurname)
            JoinPrefixes(words);
        return string.Join(' ', words);
    }

    private static void JoinPrefixes(List<string> words)
    {
        for (var i = words.Count - 2; i >= 0; i--)
        {
            if (!Prefixes.Contains(words[i]))
                continue;
            words[i] += words[i + 1];
            words.RemoveAt(i + 1);
        }
    }

    // Letters of European, Turkic, Vietnamese and African names that have no decomposition, as registers without them write them
    // (ICAO Doc 9303 part 3, section 6, but Ø as O, which British registers write).
    private static string? Plain(char c) => c switch
    {
        'ß' or 'ẞ' => "SS",
        'Æ' or 'æ' => "AE",
        'Œ' or 'œ' => "OE",
        'Þ' or 'þ' => "TH",
        'Ł' or 'ł' => "L",
        'Ø' or 'ø' => "O",
        'Đ' or 'đ' or 'Ð' or 'ð' or 'Ɖ' or 'ɖ' or 'Ɗ' or 'ɗ' => "D",
        'ı' => "I",
        'Ħ' or 'ħ' => "H",
        'Ŧ' or 'ŧ' => "T",
        'Ŋ' or 'ŋ' or 'Ɲ' or 'ɲ' => "N",
        'ĸ' or 'Ƙ' or 'ƙ' => "K",
        'Ə' or 'ə' or 'Ɛ' or 'ɛ' or 'Ǝ' or 'ǝ' => "E",
        'Ɔ' or 'ɔ' => "O",
        'Ɓ' or 'ɓ' => "B",
        'Ƴ' or 'ƴ' => "Y",
        'Ƶ' or 'ƶ' => "Z",
        'Ǥ' or 'ǥ' => "G",
        'Ɩ' or 'ɩ' or 'Ɨ' or 'ɨ' => "I",
        'Ʉ' or 'ʉ' => "U",
        _ => null,
    };

    private static string Fold(string text)
    {
        StringBuilder? folded = null;
        for (var i = 0; i < text.Length; i++)
        {
            var plain = text[i] < '\u0080' ? null : Plain(text[i]);
            if (plain is not null)
                folded ??= new StringBuilder(text, 0, i, text.Length + 8);
            if (plain is null)
                folded?.Append(text[i]);
            else
                folded!.Append(plain);
        }

        return folded?.ToString() ?? text;
    }

    private static string Letters(string text)
    {
        if (!Ascii.IsValid(text))
            text = Fold(text).Normalize(NormalizationForm.FormKD);
        var built = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
                built.Append(char.ToUpperInvariant(c));
            else if ((c is '-' or '_' || char.IsWhiteSpace(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation) && built.Length > 0 && built[^1] != ' ')
                built.Append(' ');
        }

        while (built.Length > 0 && built[^1] == ' ')
            built.Length--;
        return built.ToString();
    }
}
