namespace TfPipeline.Intake;

/// <summary>What a cell of a date column turned out to be.</summary>
internal enum DateReading
{
    Blank,
    Date,
    Format,
    Impossible,
    TwoDigitYear,
    ExcelSerial,
}

/// <summary>Reads dates from UTF-8: exactly yyyy-mm-dd, or exactly dd/mm/yyyy. Nothing is guessed.</summary>
internal static class DateText
{
    // 1 January 1900 to 31 December 2099 in a spreadsheet's count of days.
    private const int FirstSerial = 1;
    private const int LastSerial = 73050;

    public static DateReading Read(ReadOnlySpan<byte> text, out DateOnly date)
    {
        date = default;
        if (text.IsEmpty)
            return DateReading.Blank;
        int year, month, day;
        if (text.Length == 10 && text[4] == '-' && text[7] == '-')
        {
            year = Number(text[..4]);
            month = Number(text[5..7]);
            day = Number(text[8..]);
        }
        else if (TrySlashed(text, out day, out month))
        {
            year = Number(text[6..]);
        }
        else
        {
            return Explain(text);
        }

        if (year < 0 || month < 0 || day < 0)
            return DateReading.Format;
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
            return DateReading.Impossible;
        date = new DateOnly(year, month, day);
        return DateReading.Date;
    }

    /// <summary>True for nn/nn/nnnn; the two parts before the year, whatever they mean.</summary>
    public static bool TrySlashed(ReadOnlySpan<byte> text, out int first, out int second)
    {
        first = second = -1;
        if (text.Length != 10 || text[2] != '/' || text[5] != '/' || Number(text[6..]) < 0)
            return false;
        first = Number(text[..2]);
        second = Number(text[3..5]);
        return first >= 0 && second >= 0;
    }

    private static DateReading Explain(ReadOnlySpan<byte> text)
    {
        var digits = Number(text);
        if (digits is >= FirstSerial and <= LastSerial || IsFractionOfSerial(text))
            return DateReading.ExcelSerial;
        var last = text.LastIndexOfAny((byte)'/', (byte)'-', (byte)'.');
        return last > 0 && text.Length - last - 1 <= 2 && text.Length <= 9 && text[..last].IndexOfAny((byte)'/', (byte)'-', (byte)'.') is 1 or 2
            ? DateReading.TwoDigitYear
            : DateReading.Format;
    }

    private static bool IsFractionOfSerial(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        return point == 5 && Number(text[..point]) is >= FirstSerial and <= LastSerial && !text[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static int Number(ReadOnlySpan<byte> digits)
    {
        if (digits.Length > 8)
            return -1;
        var value = 0;
        foreach (var d in digits)
        {
            if (d is < (byte)'0' or > (byte)'9')
                return -1;
            value = (value * 10) + (d - '0');
        }

        return value;
    }
}
