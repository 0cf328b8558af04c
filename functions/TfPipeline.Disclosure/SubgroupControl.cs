namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for effects within categories: those for effect estimates with the counts of the category itself, and besides that no category is
/// withheld alone, because the others and the whole would tell it.
/// </summary>
internal static class SubgroupControl
{
    public static (ReleaseTable Table, int Withheld) Apply(
        ProposedSubgroups output, IReadOnlyDictionary<string, IReadOnlyList<PrintedRow>> counts, DisclosurePolicy policy)
    {
        var totals = (counts.TryGetValue(output.Counts, out var rows) ? rows : []).GroupBy(r => (r.Source.Dimension, r.Source.Level))
            .ToDictionary(g => g.Key, g => g.ToDictionary(r => (r.Source.Measure, r.Source.Window, r.Source.Group)));
        var shown = output.Rows.Select(r => new Printed(r, PrintedEstimate.Of(WithoutShares(r, totals), totals.GetValueOrDefault((r.Dimension, r.Level)) ?? [], policy))).ToList();
        var families = shown.Select((s, i) => (s, i)).GroupBy(x => (x.s.Row.Estimate.Outcome, x.s.Row.Estimate.Window, x.s.Row.Estimate.Estimator, x.s.Row.Dimension)).ToList();
        foreach (var family in families)
        {
            WithholdASecond(shown, [.. family.Select(x => x.i)]);
            AdjustByHolm(shown, [.. family.Select(x => x.i)]);
        }

        return (Table(output, shown, policy), shown.Count(s => s.Estimate.Symbol == TableSymbols.Confidential));
    }

    /// <summary>A dimension without counts of its own rests on the size of its groups and events alone.</summary>
    private static EstimateRow WithoutShares<T>(SubgroupRow row, Dictionary<(string, string), T> totals)
        => totals.Keys.Any(k => k.Item1 == row.Dimension) ? row.Estimate : row.Estimate with { RestsOn = [] };

    private static void WithholdASecond(List<Printed> shown, int[] places)
    {
        if (places.Count(i => shown[i].Estimate.Symbol == TableSymbols.Confidential) != 1)
            return;
        int[] open = [.. places.Where(i => shown[i].Estimate.Symbol is null)];
        if (open.Length == 0)
            return;
        var smallest = open.MinBy(i => Math.Min(shown[i].Row.Estimate.Programme, shown[i].Row.Estimate.Comparison));
        shown[smallest] = shown[smallest] with { Estimate = new PrintedEstimate(shown[smallest].Row.Estimate, TableSymbols.Confidential) };
    }

    // Holm over the categories from the p values of printed figures; one that is withheld still counts as a test.
    private static void AdjustByHolm(List<Printed> shown, int[] places)
    {
        int[] tests = [.. places.Where(i => shown[i].Row.Estimate.NotEstimated is null).OrderBy(i => shown[i].Estimate.FinePValue ?? 1)];
        var largest = 0.0;
        for (var k = 0; k < tests.Length; k++)
        {
            largest = Math.Max(largest, Math.Min(1, (shown[tests[k]].Estimate.FinePValue ?? 1) * (tests.Length - k)));
            if (shown[tests[k]].Estimate.Symbol is null)
                shown[tests[k]] = shown[tests[k]] with { Holm = PrintedEstimate.AtLeast(largest) };
        }
    }

    private static ReleaseTable Table(ProposedSubgroups output, List<Printed> shown, DisclosurePolicy policy)
    {
        return new ReleaseTable(output.Name, "Effects of the programme within councils, age bands, sexes and problem flags, over the whole time", [
            new("outcome", "Outcome code.", Texts(e => e.Row.Estimate.Outcome)),
            new("window", "Time window in months from the index date.", Texts(e => e.Row.Estimate.Window)),
            new("estimator", "How the comparison was made, anew within each category.", Texts(e => e.Row.Estimate.Estimator)),
            new("dimension", "The variable: council, age_band, sex or a problem flag.", Texts(e => e.Row.Dimension)),
            new("level", "The category.", Texts(e => e.Row.Level)),
            new("symbol", "c withheld, x too few to say; empty where there is an estimate.", Texts(e => e.Estimate.Symbol)),
            new("not_estimated", "Why there is no estimate.", Texts(e => e.Row.Estimate.NotEstimated)),
            new("effect", "Programme less adjusted comparison within the category; 0.01 is one percentage point.", Numbers(e => e.Estimate.Effect)),
            new("standard_error", "Standard error of the effect, clustered by family.", Numbers(e => e.Estimate.StandardError)),
            new("ci_low", "Lower limit of the 95 % interval, rounded outwards.", Numbers(e => e.Estimate.Low)),
            new("ci_high", "Upper limit of the 95 % interval, rounded outwards.", Numbers(e => e.Estimate.High)),
            new("p_value", "Two-sided, from the printed effect and standard error; 0.001 means 0.001 or less.", Numbers(e => e.Estimate.PValue)),
            new("p_value_holm", "After Holm over the categories of the dimension; 0.001 means 0.001 or less.", Numbers(e => e.Holm)),
            new("shrunk_effect", "The effect drawn towards the mean of the categories (empirical Bayes): the one to read for a single council.", Numbers(e => Cut(e, e.Row.Shrunk, Rounding.ToUnit))),
            new("shrunk_low", "Lower limit of its 95 % interval, rounded outwards.", Numbers(e => Cut(e, e.Row.ShrunkLow, Rounding.DownToUnit))),
            new("shrunk_high", "Upper limit of its 95 % interval, rounded outwards.", Numbers(e => Cut(e, e.Row.ShrunkHigh, Rounding.UpToUnit))),
            new("interaction_p_value", "Test that effects differ between the categories; 0.01 means 0.01 or less.", Numbers(e => e.Row.InteractionPValue is { } p && e.Estimate.Symbol is null ? Math.Max(0.01, Math.Round(p, 2)) : null)),
            new("programme_people", "People of the programme group in the estimate, rounded.", shown.Select(e => e.Estimate.Programme).ToArray()),
            new("comparison_people", "People in comparison in the estimate, rounded.", shown.Select(e => e.Estimate.Comparison).ToArray()),
            new("flags", "Diagnostics within the category that failed, separated by spaces: with one, nothing is answered.", Texts(e => string.Join(' ', e.Row.Estimate.Flags))),
        ]);

        // In the same steps as the effect itself.
        double? Cut(Printed e, double? value, Func<double, double, double> round) => value is { } v && e.Estimate.Symbol is null
            ? round(v, Rounding.UnitFor(Math.Min(e.Row.Estimate.Programme, e.Row.Estimate.Comparison), policy.RoundingBase))
            : null;

        string?[] Texts(Func<Printed, string?> of) => [.. shown.Select(of)];
        double?[] Numbers(Func<Printed, double?> of) => [.. shown.Select(of)];
    }

    private sealed record Printed(SubgroupRow Row, PrintedEstimate Estimate)
    {
        public double? Holm { get; init; }
    }
}
