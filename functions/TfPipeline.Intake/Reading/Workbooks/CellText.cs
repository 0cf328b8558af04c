using System.Globalization;

namespace TfPipeline.Intake;

/// <summary>
/// What a cell of a workbook says, as text: what saving as CSV would write, but for dates, which are yyyy-mm-dd whatever their format, and
/// long numbers, of which every digit that the workbook holds is given.
/// </summary>
internal static class CellText
{
    public static string Of(object? value, string? format) => value switch
    {
        null => string.Empty,
        string text => text,
        bool yes => yes ? "TRUE" : "FALSE",
        DateTime moment => DateOf(moment, format),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IConvertible number => NumberText.Of(number.ToDouble(CultureInfo.InvariantCulture), format),
        _ => value.ToString() ?? string.Empty,
    };

    // A time of day counts where it is shown; it makes the cell no date, and the rules of dates say so.
    private static string DateOf(DateTime moment, string? format) =>
        moment.TimeOfDay == TimeSpan.Zero || !ShowsTime(format)
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool ShowsTime(string? format)
    {
        var inQuotes = false;
        var inBrackets = false;
        for (var i = 0; i < format?.Length; i++)
        {
            switch (format[i])
            {
                case '"':
                    inQuotes = !inQuotes;
                    break;
                case '[' when !inQuotes:
                    inBrackets = true;
                    break;
                case ']' when !inQuotes:
                    inBrackets = false;
                    break;
                case '\\':
                    i++;
                    break;
                case 'h' or 'H' or 's' or 'S' when !inQuotes && !inBrackets:
                    return true;
            }
        }

        return false;
    }
}
