namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for differences between the groups in the quality of data: those for effect estimates, and besides that every one is
/// withheld where the matches of either group are.
/// </summary>
internal static class DifferenceControl
{
    public static (ReleaseTable Table, int Withheld) Apply(
        ProposedDifferences output, IReadOnlyDictionary<string, IReadOnlyList<PrintedRow>> counts, DisclosurePolicy policy)
    {
        var totals = EstimateControl.Totals(output.Counts, counts);
        var shown = PrintedTests.Adjust([.. output.Rows.Select(r => IsCounted(r) ? PrintedEstimate.Of(r, totals, policy) : new PrintedEstimate(r, TableSymbols.Confidential))]);
        return (Table(output, shown), shown.Count(s => s.Symbol == TableSymbols.Confidential));

        bool IsCounted(EstimateRow row) => row.NotEstimated is not null || row.RestsOn.All(w => IsShown(row, "programme", w) && IsShown(row, "comparison", w));

        bool IsShown(EstimateRow row, string group, string window)
            => totals.TryGetValue((row.Outcome, window, group), out var total) && total.People.Value is not null && total.Categories[0].Value is not null;
    }

    private static ReleaseTable Table(ProposedDifferences output, List<PrintedEstimate> shown)
    {
        return new ReleaseTable(output.Name, output.Title, [
            new(output.MeasureColumn, "What is compared.", Texts(e => e.Row.Outcome)),
            new("figure", "Which figure of it.", Texts(e => e.Row.Estimator)),
            new("symbol", "c withheld, x not estimated; empty where there is a difference.", Texts(e => e.Symbol)),
            new("not_estimated", "Why there is no difference.", Texts(e => e.Row.NotEstimated)),
            new("difference", "Programme less comparison, not adjusted for anything; 0.01 is one percentage point.", Numbers(e => e.Effect)),
            new("standard_error", "Standard error of the difference, clustered by family.", Numbers(e => e.StandardError)),
            new("ci_low", "Lower limit of the 95 % interval.", Numbers(e => e.Low)),
            new("ci_high", "Upper limit of the 95 % interval.", Numbers(e => e.High)),
            new("p_value", "Two-sided test of no difference; 0.001 means 0.001 or less.", Numbers(e => e.PValue)),
            new("p_value_adjusted", "After Benjamini and Hochberg over the rows of one figure; 0.001 means 0.001 or less.", Numbers(e => e.AdjustedPValue)),
        ]);

        string?[] Texts(Func<PrintedEstimate, string?> of) => [.. shown.Select(of)];
        double?[] Numbers(Func<PrintedEstimate, double?> of) => [.. shown.Select(of)];
    }
}
