using System.Globalization;
using System.Text;

namespace TfPipeline.Intake;

/// <summary>
/// A number as its format shows it: leading zeros, fixed decimals, groups and literal text, which make a reference of a number. A format of
/// another kind shows the number plainly.
/// </summary>
internal static class NumberText
{
    private const double Largest = 1e28;
    private const double ExactWhole = 1e15;

    public static string Of(double number, string? format)
    {
        if (!double.IsFinite(number))
            return "#NUM!";
        var section = format?.Split(';')[0];
        return string.IsNullOrEmpty(section) || number < 0 || number >= ExactWhole || section.Contains("General", StringComparison.OrdinalIgnoreCase) || section == "@"
            ? Plain(number)
            : Shown((decimal)number, section) ?? Plain(number);
    }

    // A workbook holds fifteen digits of a number. More would be noise of the binary form.
    private static string Plain(double number)
    {
        if (Math.Abs(number) >= Largest)
            return number.ToString("R", CultureInfo.InvariantCulture);
        var exact = (decimal)number;
        return exact.ToString("0.#############################", CultureInfo.InvariantCulture);
    }

    private static string? Shown(decimal number, string section)
    {
        var (before, after, digits) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        for (var i = 0; i < section.Length; i++)
        {
            var text = digits.Length == 0 ? before : after;
            switch (section[i])
            {
                case '"':
                    var end = section.IndexOf('"', i + 1);
                    if (end < 0)
                        return null;
                    text.Append(section, i + 1, end - i - 1);
                    i = end;
                    break;
                case '\\' when i + 1 < section.Length:
                    text.Append(section[++i]);
                    break;
                case '_' or '*' when i + 1 < section.Length:
                    i++;
                    break;
                case '[' when section.IndexOf(']', i) is > 0 and var close && section[i + 1] is not ('<' or '>' or '='):
                    i = close;
                    break;
                case '0' or '#' or '?' or '.' or ',' when after.Length == 0:
                    digits.Append(section[i]);
                    break;
                case ' ' or '-' or '/' or '(' or ')' or '+' or ':' or '$' or '£' or '€':
                    text.Append(section[i]);
                    break;
                default:
                    return null;
            }
        }

        return Digits(number, digits.ToString()) is { } shown ? before + shown + after : null;
    }

    private static string? Digits(decimal number, string places)
    {
        var point = places.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (places, "") : (places[..point], places[(point + 1)..]);
        if (whole.Length == 0 && fraction.Length == 0 || whole.EndsWith(',') || fraction.AsSpan().ContainsAny('.', ','))
            return null;
        var zeros = whole.Count(c => c == '0');
        var grouped = whole.Contains(',', StringComparison.Ordinal);
        var rounded = Math.Round(number, Math.Min(fraction.Length, 28), MidpointRounding.AwayFromZero);
        var pattern = (grouped ? "#," : "") + (zeros > 0 ? new string('0', zeros) : "#") + (fraction.Length == 0 ? "" : "." + fraction.Replace('?', '#'));
        return rounded.ToString(pattern, CultureInfo.InvariantCulture);
    }
}
