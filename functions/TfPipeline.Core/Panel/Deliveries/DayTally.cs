namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Counts the rows of one date column by day, to see one that many rows share: a default that stands for no date, or the day of a load.</summary>
internal sealed class DayTally
{
    private static readonly int First = new DateOnly(1900, 1, 1).DayNumber;
    private static readonly int Last = new DateOnly(2100, 1, 1).DayNumber;

    private readonly int[] _rows = new int[Last - First];
    private long _all;

    /// <summary>Rows of the day that most rows share.</summary>
    public int Largest => _rows.Max();

    /// <summary>Share of that day, 0 to 1.</summary>
    public double Share => _all == 0 ? 0 : (double)Largest / _all;

    /// <param name="days">Days of rows.</param>
    /// <param name="isOpen">True for a day that stands for no end; it counts for nothing.</param>
    public void Add(DateOnly?[] days, Predicate<DateOnly> isOpen)
    {
        foreach (var day in days)
        {
            if (day is not { } known || isOpen(known))
                continue;
            _all++;
            if (known.DayNumber >= First && known.DayNumber < Last)
                _rows[known.DayNumber - First]++;
        }
    }
}
