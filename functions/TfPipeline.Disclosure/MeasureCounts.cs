namespace TfPipeline.Disclosure;

/// <summary>
/// One measure and group over all its windows as a system of cells: categories add up to people, levels to totals,
/// and no part of the cumulative window exceeds it. Relations between windows are taken in wherever the true counts
/// satisfy them, so that an attacker is never assumed to know less than could be known.
/// </summary>
internal sealed class MeasureCounts
{
    private readonly Dictionary<CountRow, int[]> _cells = new(ReferenceEqualityComparer.Instance);

    private MeasureCounts(CellSystem system) => System = system;

    public CellSystem System { get; }

    public static MeasureCounts Build(
        IReadOnlyList<CountRow> rows, CountTable table, DisclosurePolicy policy, IReadOnlyDictionary<CountRow, CellState> heads, SharedCells? shared = null, Past? past = null, MeasureCounts? known = null)
    {
        var counts = new MeasureCounts(new CellSystem(policy));
        var outer = shared?.AddProven(counts.System, rows);
        var ranks = Ranks(rows, table);
        foreach (var row in rows)
        {
            counts.AddRow(row, table, heads[row], ranks, known, k => past?.Of(table, row)?.Cell(k, policy));
            outer?.AddWithin(row, counts._cells[row][0]);
        }

        foreach (var (dimension, total) in Margins(rows))
        {
            for (var k = 0; k <= table.Categories.Count; k++)
            {
                counts.System.Add(new Relation(
                    [.. dimension.Select(r => counts._cells[r][k])],
                    [counts._cells[total][k]],
                    Implied: k > table.PrintedCategories));
            }
        }

        foreach (var (cumulative, parts, partsOfWhole) in Windows(rows, table))
            counts.AddWindows(cumulative, parts, partsOfWhole);
        return counts;
    }

    /// <summary>The cell of a row's people (0) or of one of its categories (from 1).</summary>
    public int Cell(CountRow row, int category) => _cells[row][category];

    public PrintedRow Print(CountRow row, int printedCategories, DisclosurePolicy policy, bool failed, RowPast? past = null, FeasibilityIntervals? intervals = null)
        => RowPrinter.Print(row, _cells[row], System, printedCategories, policy, failed, past, intervals);

    /// <summary>The rows of each dimension with their total, per window and measure.</summary>
    internal static IEnumerable<(List<CountRow> Levels, CountRow Total)> Margins(IReadOnlyList<CountRow> rows)
    {
        foreach (var window in rows.GroupBy(r => (r.Measure, r.Window)))
        {
            var total = window.Where(r => r.Dimension == CountTable.All).ToList();
            if (total.Count != 1)
                throw new ArgumentException("A measure has no row, or more than one, for the total of a window and group.", nameof(rows));
            foreach (var dimension in window.Where(r => r.Dimension != CountTable.All).GroupBy(r => r.Dimension, StringComparer.Ordinal))
                yield return (dimension.ToList(), total[0]);
        }
    }

    /// <summary>Each row of a window that others make up, with the rows of its parts and how many parts make it up.</summary>
    internal static IEnumerable<(CountRow Cumulative, List<CountRow> Parts, int PartsOfWhole)> Windows(IReadOnlyList<CountRow> rows, CountTable table)
    {
        List<WindowNest> nests = [.. table.CumulativeWindow is { } all ? [new WindowNest(all, table.PartWindows, table.PartWindows.Count)] : Array.Empty<WindowNest>(), .. table.FurtherNests];
        foreach (var level in rows.GroupBy(r => (r.Measure, r.Dimension, r.Level)))
        {
            foreach (var nest in nests)
            {
                var cumulative = level.SingleOrDefault(r => r.Window == nest.Whole);
                var parts = level.Where(r => nest.Parts.Contains(r.Window, StringComparer.Ordinal)).ToList();
                if (cumulative is not null && parts.Count > 0)
                    yield return (cumulative, parts, nest.PartsOfWhole);
            }
        }
    }

    /// <summary>
    /// Categories from the rarest. Secondary suppression takes the same category in every row, because a mixture of categories would leave
    /// most of them recoverable by subtraction.
    /// </summary>
    internal static int[] Ranks(IReadOnlyList<CountRow> rows, CountTable table)
    {
        var totals = Enumerable.Range(0, table.Categories.Count)
            .Select(k => rows.Where(r => r.Dimension == CountTable.All).Sum(r => r.Categories![k].People)).ToArray();
        return [.. totals.Select((total, k) => totals.Where((t, j) => t < total || (t == total && j < k)).Count())];
    }

    private void AddRow(CountRow row, CountTable table, CellState head, int[] ranks, MeasureCounts? known, Func<int, CellPast?> past)
    {
        if (row.Categories!.Count != table.Categories.Count)
            throw new ArgumentException("A row has not one count per category.", nameof(row));
        var leaf = row.Dimension != CountTable.All;
        var cells = new int[table.Categories.Count + 1];
        // Everybody in a cell counts as known where releases are compared, and only what happened to them is protected.
        long? among = known is null ? null : row.People!.Value.People;
        cells[0] = System.Add(row.People!.Value, leaf: false, state: head, proven: among is not null, past: past(0), exact: among is not null);
        for (var k = 1; k < cells.Length; k++)
            cells[k] = System.Add(row.Categories[k - 1], derivable: k > table.PrintedCategories, leaf: leaf, state: Decided(k), rank: ranks[k - 1], past: past(k), among: among);
        if (table.Categories.Count > 0)
            System.Add(new Relation(cells[1..], [cells[0]]));
        _cells[row] = cells;

        // What was withheld without that knowledge stays withheld.
        CellState? Decided(int k) => known?.System.State(known._cells[row][k]) is CellState.Withheld and var state ? state : null;
    }

    private void AddWindows(CountRow cumulative, List<CountRow> parts, int partsOfWhole)
    {
        var whole = _cells[cumulative];
        foreach (var part in parts)
        {
            System.AddIfTrue(new Relation([_cells[part][1]], [whole[1]], AtMost: true));
            System.AddIfTrue(new Relation([whole[0]], [_cells[part][0]], AtMost: true));
        }

        if (parts.Count == partsOfWhole)
            System.AddIfTrue(new Relation([whole[1]], [.. parts.Select(p => _cells[p][1])], AtMost: true));
    }
}
