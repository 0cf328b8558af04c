namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Rows by calendar month, to see where a coverage holds months of which there is nothing.</summary>
internal sealed class TableMonths
{
    /// <summary>Rows that a gap must lack before it is one: with fewer to be expected, months without any happen by chance.</summary>
    public const int LeastExpected = 30;

    private const int FirstYear = 1900;
    private const int Years = 200;

    private readonly long[] _rows = new long[Years * 12];

    public long Rows { get; private set; }

    public void Add(DateOnly day)
    {
        var month = MonthOf(day);
        if (month < 0 || month >= _rows.Length)
            return;
        _rows[month]++;
        Rows++;
    }

    /// <summary>
    /// True when more months in a row than allowed hold nothing although rows are to be expected of them at the rate of the others. The
    /// first and the last hundredth of the rows count for nothing: wrong dates lie far off, and must not make a coverage look held.
    /// </summary>
    public bool HasGap(DateOnly from, DateOnly to, int allowed)
    {
        if (Rows == 0)
            return false;
        var (first, last) = Middle();
        var rate = (double)Rows / (last - first + 1);
        var (gap, longest) = (0, 0);
        for (var month = MonthOf(from); month <= MonthOf(to); month++)
        {
            gap = month >= first && month <= last && _rows[month] > 0 ? 0 : gap + 1;
            longest = Math.Max(longest, gap);
        }

        return longest > allowed && longest * rate >= LeastExpected;
    }

    private (int First, int Last) Middle()
    {
        var (first, last, edge) = (0, _rows.Length - 1, Rows / 100);
        for (var before = _rows[first]; before <= edge; before += _rows[++first])
        {
        }

        for (var after = _rows[last]; after <= edge; after += _rows[--last])
        {
        }

        return (first, last);
    }

    private static int MonthOf(DateOnly day) => ((day.Year - FirstYear) * 12) + day.Month - 1;
}
