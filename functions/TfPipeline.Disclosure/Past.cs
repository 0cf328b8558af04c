namespace TfPipeline.Disclosure;

/// <summary>What was printed before, as far as it bears on a release.</summary>
internal sealed class Past(ReleaseHistory history, DisclosurePolicy policy)
{
    private readonly Dictionary<(int Release, string Table), Dictionary<(string, string, Place), LedgerRow>> _rows = [];

    public RenewalPlan Plan { get; } = new(history, policy);

    public ReleaseHistory History => history;

    /// <summary>What was printed in the row's place last, or null where nothing was.</summary>
    public RowPast? Of(CountTable table, CountRow row)
    {
        var place = Place.Of(row);
        if ((Plan.Kept(place) ?? Plan.Latest(place)) is not { } release)
            return null;
        var set = table.CountsEveryone ? Roll.Everybody : Roll.SetOf(row.Measure, row.Window);
        return new RowPast(Plan.Kept(place) is not null, history.Earlier[release].Release, Printed(release, table.Name, row), Plan.Since(release, set, place));
    }

    /// <summary>Whether the table stands for everybody, or for dimensions that the ledger doesn't follow: it is renewed or kept whole.</summary>
    public bool IsWhole(CountTable table)
        => table.Rows.Any(r => r.Dimension != CountTable.All && history.Now.Dimensions.All(d => d.Name != r.Dimension));

    /// <summary>The table as an earlier release printed it, where this release keeps it.</summary>
    /// <param name="name">The table.</param>
    /// <param name="byPlace">True where its rows are places that cannot be kept one by one.</param>
    public (ReleaseTable? Table, string? Release) Kept(string name, bool byPlace)
    {
        var kept = Plan.KeptNational ?? (byPlace ? Plan.Places.Select(Plan.Kept).Max() : null);
        return kept is { } release
            ? (history.Earlier[release].Tables.FirstOrDefault(t => t.Name == name), history.Earlier[release].Release)
            : (null, null);
    }

    private LedgerRow? Printed(int release, string table, CountRow row)
    {
        if (!_rows.TryGetValue((release, table), out var rows))
        {
            rows = history.Earlier[release].Counts.TryGetValue(table, out var printed) ? printed.ToDictionary(r => (r.Measure, r.Window, r.Place)) : [];
            _rows[(release, table)] = rows;
        }

        return rows.GetValueOrDefault((row.Measure, row.Window, Place.Of(row)));
    }
}

/// <summary>What was printed in a row before.</summary>
/// <param name="IsKept">True where this release prints it again.</param>
/// <param name="Release">The release that made it.</param>
/// <param name="Printed">The row; null where that release had none.</param>
/// <param name="Change">Who joined and left since.</param>
internal sealed record RowPast(bool IsKept, string Release, LedgerRow? Printed, Change Change)
{
    /// <summary>What that says about the cell of the people (0) or of a category.</summary>
    public CellPast Cell(int category, DisclosurePolicy policy)
    {
        var printed = Printed is not null && category < Printed.Counts.Count ? Printed.Counts[category] : (PrintedCount?)null;
        return new CellPast(IsKept, Change.IsNone, printed is { } p ? p.Value is not null : null, Bounds(category, printed?.Value, policy));
    }

    public PrintedRow Row(CountRow row, int printedCategories)
    {
        var withheld = new PrintedCount(null, TableSymbols.Confidential);
        var counts = Enumerable.Range(0, printedCategories + 1).Select(k => k < Printed?.Counts.Count ? Printed.Counts[k] : withheld).ToList();
        var figures = row.Figures.Select((_, f) => f < Printed?.Figures.Count ? new PrintedFigure(Printed.Figures[f].Value, Printed.Figures[f].Symbol) : new PrintedFigure(null, TableSymbols.Confidential));
        return new PrintedRow(row, counts[0], [.. counts.Skip(1)], [.. figures]) { AsOf = Release };
    }

    /// <summary>A count moves by no more than those who joined and left from what was known of it.</summary>
    private (long Low, long High) Bounds(int category, long? printed, DisclosurePolicy policy)
    {
        var (low, high) = category < Printed?.Known.Count ? Printed.Known[category] : (0, CellSystem.Unlimited);
        if (printed is { } shown)
            (low, high) = (Math.Max(low, shown == 0 ? 0 : Rounding.Least(shown, policy.PublishedBase)), Math.Min(high, shown == 0 ? 0 : Rounding.Greatest(shown, policy.PublishedBase)));
        return (Math.Max(0, low - Change.Left.People), Math.Min(CellSystem.Unlimited, high + Change.Joined.People));
    }
}

/// <summary>What earlier releases say about a cell.</summary>
/// <param name="IsKept">True where an earlier figure is printed and this one's count never is.</param>
/// <param name="IsSame">True where nobody joined or left.</param>
/// <param name="WasShown">Whether the earlier figure was shown; null where there was none.</param>
/// <param name="Known">The interval that is known from earlier releases.</param>
internal readonly record struct CellPast(bool IsKept, bool IsSame, bool? WasShown, (long Low, long High) Known);
