namespace TfPipeline.Evaluation.Panels;

/// <summary>
/// A run of months around a person's index date. Month m ≥ 1 is [index + (m−1) months, index + m months), in calendar
/// months clamped to month ends; month −1 ends the day before the index date; there is no month 0.
/// </summary>
public sealed record PanelWindow
{
    private PanelWindow(string name, int firstMonth, int lastMonth)
    {
        Name = name;
        FirstMonth = firstMonth;
        LastMonth = lastMonth;
    }

    /// <summary>Months −24 to −13.</summary>
    public static PanelWindow EarlierBaseline { get; } = new("m24_m13", -24, -13);

    /// <summary>Months −12 to −1.</summary>
    public static PanelWindow Baseline { get; } = new("m12_m1", -12, -1);

    /// <summary>Months 1 to 24.</summary>
    public static PanelWindow Cumulative { get; } = new("p1_24", 1, 24);

    /// <summary>Every window, in the order of the panel's columns. Each after the index date has one of its length before.</summary>
    public static IReadOnlyList<PanelWindow> All { get; } =
    [
        EarlierBaseline, Baseline, new("p1_6", 1, 6), new("p7_12", 7, 12), new("p13_18", 13, 18), new("p19_24", 19, 24), Cumulative,
        new("m24_m19", -24, -19), new("m18_m13", -18, -13), new("m12_m7", -12, -7), new("m6_m1", -6, -1), new("m24_m1", -24, -1), new("p1_12", 1, 12),
    ];

    /// <summary>The windows that counts are broken down by council, age and sex in; the others have totals only.</summary>
    public static IReadOnlyList<PanelWindow> BrokenDown { get; } = [.. All.Take(7)];

    /// <summary>The half-years, from the earliest: windows of one length, which may stand on one axis.</summary>
    public static IReadOnlyList<PanelWindow> HalfYears { get; } = [.. All.Where(w => w.Months == 6).OrderBy(w => w.FirstMonth)];

    /// <summary>The name in files: m or p for before or after, then the first and last month.</summary>
    public string Name { get; }

    /// <summary>First month, never 0.</summary>
    public int FirstMonth { get; }

    /// <summary>Last month, never 0.</summary>
    public int LastMonth { get; }

    /// <summary>Length in months.</summary>
    public int Months => LastMonth - FirstMonth + 1;

    /// <summary>The window of the same length that ends the day before the index date: what a change is since. Itself for that window.</summary>
    public PanelWindow Before => All.First(w => w.LastMonth == -1 && w.Months == Months);

    /// <summary>True for windows that end before the index date.</summary>
    public bool IsBefore => LastMonth < 0;

    /// <summary>The window of a name, or null.</summary>
    public static PanelWindow? Find(string name) => All.FirstOrDefault(w => string.Equals(w.Name, name, StringComparison.Ordinal));

    /// <summary>Whether the two share a month.</summary>
    public bool Overlaps(PanelWindow other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FirstMonth <= other.LastMonth && other.FirstMonth <= LastMonth;
    }

    /// <summary>The first day of the window, and the first day after it.</summary>
    /// <param name="index">A person's index date, of the years 1 to 9996.</param>
    public (DateOnly From, DateOnly Until) Days(DateOnly index) => (index.AddMonths(Offset(FirstMonth)), index.AddMonths(Offset(LastMonth) + 1));

    /// <inheritdoc />
    public override string ToString() => Name;

    // Months from the index date to the first day of a month: month 1 starts on the index date, month −1 one month before it.
    private static int Offset(int month) => month > 0 ? month - 1 : month;
}
