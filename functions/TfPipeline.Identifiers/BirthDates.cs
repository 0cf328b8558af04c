namespace TfPipeline.Identifiers;

/// <summary>Dates of birth as linkage uses them: eight digits yyyymmdd.</summary>
public static class BirthDates
{
    /// <summary>A date that systems fill in when they know none: 1 January 1900 and 1970. Valid in a file, never used to link.</summary>
    public static bool IsPlaceholder(DateOnly date) => date is { Month: 1, Day: 1, Year: 1900 or 1970 };

    /// <summary>yyyymmdd as a number; 0 for none and for a placeholder.</summary>
    public static int Digits(DateOnly? date)
        => date is { } d && !IsPlaceholder(d) ? (d.Year * 10000) + (d.Month * 100) + d.Day : 0;

    /// <summary>
    /// Reads yyyy-MM-dd or yyyymmdd by its digits alone: an impossible date (30 February) still has seven right digits to compare.
    /// 0 when there are not eight digits, or for a placeholder.
    /// </summary>
    public static int DigitsOf(ReadOnlySpan<char> text)
    {
        int value = 0, count = 0;
        foreach (var c in text.Trim())
        {
            if (char.IsAsciiDigit(c) && count < 8)
            {
                value = (value * 10) + (c - '0');
                count++;
            }
            else if (c != '-' || count is not (4 or 6))
            {
                return 0;
            }
        }

        return count == 8 && value is not (19000101 or 19700101 or 0) ? value : 0;
    }
}
