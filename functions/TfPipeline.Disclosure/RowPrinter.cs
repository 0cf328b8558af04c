namespace TfPipeline.Disclosure;

/// <summary>Writes a row from the states of its cells: a number where it is shown, the symbol elsewhere.</summary>
internal static class RowPrinter
{
    private const int FigureDecimals = 4;

    /// <param name="row">The row.</param>
    /// <param name="cells">The cell of its people, then of each category.</param>
    /// <param name="system">The system of the cells.</param>
    /// <param name="printedCategories">How many categories are printed, from the first.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="failed">True where the system could not be protected: everything is withheld.</param>
    /// <param name="past">What was printed before; kept figures are printed again.</param>
    /// <param name="intervals">What an attacker knows of each cell; null where that isn't asked.</param>
    public static PrintedRow Print(CountRow row, int[] cells, CellSystem system, int printedCategories, DisclosurePolicy policy, bool failed, RowPast? past = null, FeasibilityIntervals? intervals = null)
    {
        if (past is { IsKept: true })
            return past.Row(row, printedCategories) with { Known = Known() };
        PrintedCount[] counts = [.. cells.Take(printedCategories + 1).Select(c => Count(c, system, policy, failed))];
        var isShown = Array.TrueForAll(counts, c => c.Symbol is null);
        return new PrintedRow(row, counts[0], counts[1..], [.. row.Figures.Select(f => Figure(f, isShown, policy))]) { Known = Known() };

        IReadOnlyList<(long Low, long High)> Known() => [.. cells.Take(printedCategories + 1).Select((c, k) =>
            intervals is null || failed ? past?.Cell(k, policy).Known ?? (0, CellSystem.Unlimited) : (intervals.Low(c), intervals.High(c)))];
    }

    public static PrintedCount Count(int cell, CellSystem system, DisclosurePolicy policy, bool failed)
        => failed || system.State(cell) != CellState.Shown
            ? new PrintedCount(null, TableSymbols.Confidential)
            : new PrintedCount(Rounding.Of(system.Truth[cell], policy.PublishedBase), null);

    private static PrintedFigure Figure(ModelFigure figure, bool isShown, DisclosurePolicy policy)
        => !isShown || (figure.Value is not null && figure.Basis.IsSensitive(policy)) ? new PrintedFigure(null, TableSymbols.Confidential)
            : figure.Value is { } value ? new PrintedFigure(Math.Round(value, FigureDecimals), null)
            : new PrintedFigure(null, TableSymbols.NotAvailable);
}
