using System.Globalization;
using System.Text;

namespace TfPipeline.Intake;

/// <summary>
/// The one form in which references of people and families are compared, within a file and across drops: without blanks at the ends,
/// without characters that nobody sees, in capitals. Two spellings that a person reads as one reference are one.
/// </summary>
internal static class ReferenceText
{
    // What spreadsheets and databases write where they have no value.
    private static readonly string[] NoValue = ["NULL", "(NULL)", "NONE", "NAN", "NA", "N/A", "NIL", "UNDEFINED", "(BLANK)", "BLANK", "MISSING", "UNKNOWN", "NOT KNOWN", "TBC", "-", "--", ".", "?"];

    /// <summary>The reference in the form that is compared.</summary>
    public static string Canonical(ReadOnlySpan<byte> cell)
    {
        var text = Encoding.UTF8.GetString(cell);
        if (!Ascii.IsValid(text))
            text = text.Normalize(NormalizationForm.FormC);
        return (text.Any(IsInvisible) ? string.Concat(text.Where(c => !IsInvisible(c))) : text).Trim().ToUpperInvariant();
    }

    /// <summary>True for what stands where no reference is: an error of a formula, a column too narrow, a word for no value.</summary>
    public static bool IsNoValue(string canonical)
        => canonical.Length == 0 || NoValue.Contains(canonical, StringComparer.Ordinal) || IsErrorWord(canonical);

    /// <summary>The errors of formulas in any language of a spreadsheet, such as #N/A, #REF! and #NAME?, and ##### for a column too narrow.</summary>
    public static bool IsErrorWord(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '#')
            return false;
        var rest = text[1..];
        if (!rest.ContainsAnyExcept('#') || (rest.Length >= 2 && rest[^1] is '!' or '?' && !rest[..^1].ContainsAnyInRange('1', '9')))
            return true;
        return rest.Equals("N/A", StringComparison.OrdinalIgnoreCase) || rest.Equals("NV", StringComparison.OrdinalIgnoreCase)
            || rest.Equals("NULL", StringComparison.OrdinalIgnoreCase) || rest.Equals("N/D", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("GETTING_DATA", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// True for a number in scientific notation, such as 1.20457E+11: many references become one. Without a decimal sign and a sign of the
    /// exponent (12E4) it may be a council's own reference.
    /// </summary>
    public static bool IsScientific(ReadOnlySpan<char> canonical)
    {
        var e = canonical.IndexOf('E');
        if (e <= 0)
            return false;
        var number = canonical[..e];
        var exponent = canonical[(e + 1)..];
        var hasSign = exponent.Length > 0 && exponent[0] is '+' or '-';
        exponent = hasSign ? exponent[1..] : exponent;
        if (exponent.Length is 0 or > 3 || exponent.ContainsAnyExceptInRange('0', '9'))
            return false;
        number = number[0] is '-' or '+' ? number[1..] : number;
        var point = number.IndexOfAny('.', ',');
        return (hasSign || point > 0) && number.Length > 0 && char.IsAsciiDigit(number[0])
            && !(point < 0 ? number : number[..point]).ContainsAnyExceptInRange('0', '9')
            && (point < 0 || !number[(point + 1)..].ContainsAnyExceptInRange('0', '9'));
    }

    private static bool IsInvisible(char c)
        => c >= ' ' && c < '\u007F' ? false : char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format;
}
