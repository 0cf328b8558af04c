namespace TfPipeline.Disclosure;

/// <summary>The audit of one linked set; for the working store only, since it tells primary from secondary.</summary>
/// <param name="Table">The table.</param>
/// <param name="System">Which part of it: the head counts, or a measure and group.</param>
/// <param name="Result">What protection took.</param>
internal sealed record CountAudit(string Table, string System, SecondarySuppressionResult Result);

/// <summary>
/// Protects a table of counts. Head counts come first, by population, and their pattern is the same in every measure
/// and window of it, so that a head count withheld in one place cannot be read in another. Then each measure and group
/// is protected over all its windows at once.
/// </summary>
internal static class CountProtection
{
    public static (IReadOnlyList<PrintedRow> Rows, IReadOnlyList<CountAudit> Audits) Apply(
        CountTable table, DisclosurePolicy policy, SharedCells? shared = null, Past? past = null)
    {
        var audits = new List<CountAudit>();
        var states = new Dictionary<CountRow, CellState>(ReferenceEqualityComparer.Instance);
        var printed = new Dictionary<CountRow, PrintedRow>(ReferenceEqualityComparer.Instance);
        foreach (var (name, rows) in Sets(table, r => r.Population))
        {
            var heads = HeadCounts.Build(rows, table, policy, shared, past);
            audits.Add(new CountAudit(table.Name, $"people: {name}", SecondarySuppression.Apply(heads.System)));
            foreach (var (row, cell) in heads.Cells)
                states[row] = audits[^1].Result.Unprotected > 0 ? CellState.Withheld : heads.System.State(cell);
        }

        foreach (var (name, rows) in Sets(table, r => r.Measure))
        {
            var measure = MeasureCounts.Build(rows, table, policy, states, shared, past);
            audits.Add(new CountAudit(table.Name, name, SecondarySuppression.Apply(measure.System)));
            if (past is not null && table.Categories.Count > 0)
            {
                measure = MeasureCounts.Build(rows, table, policy, states, shared, past, known: measure);
                audits.Add(new CountAudit(table.Name, $"{name}, people known", SecondarySuppression.Apply(measure.System)));
            }

            var failed = audits.TakeLast(past is null || table.Categories.Count == 0 ? 1 : 2).Any(a => a.Result.Unprotected > 0);
            var intervals = past is null ? null : FeasibilityIntervals.Of(measure.System);
            foreach (var row in rows)
                printed[row] = measure.Print(row, table.PrintedCategories, policy, failed, past?.Of(table, row), intervals);
        }

        return ([.. table.Rows.Select(r => printed.TryGetValue(r, out var p) ? p : past?.Of(table, r) is { IsKept: true } kept ? kept.Row(r, table.PrintedCategories) : Absent(r, table.PrintedCategories))], audits);
    }

    internal static IEnumerable<(string Name, List<CountRow> Rows)> Sets(CountTable table, Func<CountRow, string> key)
        => table.Rows.Where(r => r.People is not null)
            .GroupBy(r => (Key: key(r), r.Group))
            .OrderBy(g => g.Key.Key, StringComparer.Ordinal).ThenBy(g => g.Key.Group, StringComparer.Ordinal)
            .Select(g => ($"{g.Key.Key}, {g.Key.Group}", Ordered(g)));

    /// <summary>In one order whatever the proposal's: choices between equal candidates follow it.</summary>
    private static List<CountRow> Ordered(IEnumerable<CountRow> rows)
        => [.. rows.OrderBy(r => r.Measure, StringComparer.Ordinal)
            .ThenBy(r => r.Window, StringComparer.Ordinal)
            .ThenBy(r => r.Dimension != CountTable.All)
            .ThenBy(r => r.Dimension, StringComparer.Ordinal)
            .ThenBy(r => r.Level, StringComparer.Ordinal)];

    internal static PrintedRow Absent(CountRow row, int categories)
    {
        var symbol = new PrintedCount(null, row.Absent);
        return new PrintedRow(row, symbol, [.. Enumerable.Repeat(symbol, categories)], [.. row.Figures.Select(_ => new PrintedFigure(null, row.Absent))]);
    }
}
