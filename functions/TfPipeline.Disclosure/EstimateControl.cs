namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for effect estimates. One is withheld when a group is too small, when too few residual degrees of freedom are
/// left, when a count that it rests on is withheld, or when the events (or those without) behind it are too few. What is shown
/// is cut to a unit that tells no more than rounded counts do; means and relative effects are made from printed values.
/// </summary>
internal static class EstimateControl
{
    public static (ReleaseTable Table, int Withheld) Apply(
        ProposedEstimates output, IReadOnlyDictionary<string, IReadOnlyList<PrintedRow>> counts, DisclosurePolicy policy)
    {
        var totals = Totals(output.Counts, counts);
        var shown = PrintedTests.Adjust([.. output.Rows.Select(r => PrintedEstimate.Of(r, totals, policy))]);
        return (Table(output, shown), shown.Count(s => s.Symbol == TableSymbols.Confidential));
    }

    /// <summary>The groups' totals of the counts that estimates rest on.</summary>
    internal static Dictionary<(string, string, string), PrintedRow> Totals(string table, IReadOnlyDictionary<string, IReadOnlyList<PrintedRow>> counts)
        => counts.TryGetValue(table, out var rows)
            ? rows.Where(r => r.Source.Dimension == CountTable.All).ToDictionary(r => (r.Source.Measure, r.Source.Window, r.Source.Group))
            : [];

    internal static bool MayShow(EstimateRow row, Dictionary<(string, string, string), PrintedRow> totals, DisclosurePolicy policy)
    {
        if (Math.Min(row.Programme, row.Comparison) < policy.MinimumCount
            || row.ResidualDegreesOfFreedom < policy.MinimumResidualDegreesOfFreedom
            || !double.IsFinite(row.Effect) || !double.IsFinite(row.StandardError))
            return false;
        if (!row.IsEvent)
            return true;
        return row.RestsOn.All(w => IsShown("programme", w) && IsShown("comparison", w))
            && IsLarge(row.ProgrammeMean, row.Programme) && IsLarge(row.ComparisonMean, row.Comparison);

        bool IsShown(string group, string window)
            => totals.TryGetValue((row.Outcome, window, group), out var total) && total.People.Value is not null && total.Categories[0].Value is not null;

        // A mean outside 0 to 1 is a model's, not a share of people, and says nothing about a count.
        bool IsLarge(double mean, long people)
            => mean is < 0 or > 1 || (mean * people >= policy.MinimumCount - 0.5 && (1 - mean) * people >= policy.MinimumCount - 0.5);
    }

    private static ReleaseTable Table(ProposedEstimates output, List<PrintedEstimate> shown)
    {
        return new ReleaseTable(output.Name, "Effects of the programme on those on it, by outcome, window and estimator", [
            new("outcome", "Outcome code.", Texts(e => e.Row.Outcome)),
            new("window", "Time window in months from the index date.", Texts(e => e.Row.Window)),
            new("estimator", "How the comparison was made.", Texts(e => e.Row.Estimator)),
            new("symbol", "c withheld, x not estimated; empty where there is an estimate.", Texts(e => e.Symbol)),
            new("not_estimated", "Why there is no estimate.", Texts(e => e.Row.NotEstimated)),
            new("effect", "Programme less adjusted comparison, in the outcome's unit; for an event 0.01 is one percentage point.", Numbers(e => e.Effect)),
            new("standard_error", "Standard error of the effect, clustered by family.", Numbers(e => e.StandardError)),
            new("ci_low", "Lower limit of the 95 % interval, rounded outwards.", Numbers(e => e.Low)),
            new("ci_high", "Upper limit of the 95 % interval, rounded outwards.", Numbers(e => e.High)),
            new("programme_share", "Printed events over printed people of the programme group; of those whom the estimate covers, in coarser steps, where it does not cover all; empty for amounts and where part of the group was dropped.", Numbers(e => e.ProgrammeShare)),
            new("comparison_share", "Programme share less effect: the same people without the programme.", Numbers(e => e.ComparisonShare)),
            new("relative", "Effect over comparison share, from printed values: -0.25 is a quarter fewer; empty where few events would make it coarser than a tenth.", Numbers(e => e.Relative)),
            new("relative_low", "Lower limit of the relative effect, from the printed limit of the effect, rounded outwards.", Numbers(e => e.RelativeLow)),
            new("relative_high", "Upper limit of the relative effect, rounded outwards.", Numbers(e => e.RelativeHigh)),
            new("p_value", "Two-sided, from the printed effect and standard error; 0.001 means 0.001 or less.", Numbers(e => e.PValue)),
            new("p_value_adjusted", "After Benjamini and Hochberg over the printed p values of one estimator; 0.001 means 0.001 or less.", Numbers(e => e.AdjustedPValue)),
            new("minimum_detectable_effect", "Smallest effect found with 80 % power at the 5 % level, rounded up.", Numbers(e => e.MinimumDetectable)),
            new("confounder_ratio", "E-value: risk ratio that an unobserved confounder would need to explain the effect away.", Numbers(e => e.EValue)),
            new("confounder_ratio_of_limit", "The same for the nearer limit of the interval.", Numbers(e => e.EValueOfLimit)),
            new("programme_people", "People of the programme group in the estimate, rounded.", shown.Select(e => e.Programme).ToArray()),
            new("comparison_people", "People in comparison in the estimate, rounded.", shown.Select(e => e.Comparison).ToArray()),
            new("effective_comparison", "Size of an unweighted comparison group of the same precision, rounded.", shown.Select(e => e.EffectiveComparison).ToArray()),
            new("programme_covered_share", "Part of the programme group that the estimate is about; the others are in a council or category with too few families of one group.", Numbers(e => e.Covered)),
            new("programme_dropped_share", "Part of the programme group that caliper or trimming left out.", Numbers(e => e.Dropped)),
            new("linkage_share", "Imputed links: part of the variance that comes from not knowing the links.", Numbers(e => e.LinkageShare)),
            new("links_expected_right", "Imputed links: mean probability of the drawn links; the effect shrinks by about this factor.", Numbers(e => e.LinksExpectedRight)),
            new("comparison_exposed_share", "Part of the weighted comparison group's time in the window that was spent on the programme, after joining it.", Numbers(e => e.Exposed)),
            new("pre_test_p_value", "Event study: joint test that the groups' paths did not differ before the index date; 0.01 means 0.01 or less.", Numbers(e => e.PreTestPValue)),
            new("breakdown_magnitude", "Event study: how many times as much as ever before paths may differ, a half-year, with zero still outside the interval; 10 means 10 or more.", Numbers(e => e.Breakdown)),
            new("flags", "Diagnostics to read with the estimate, separated by spaces.", Texts(e => string.Join(' ', e.Row.Flags))),
        ]);

        string?[] Texts(Func<PrintedEstimate, string?> of) => [.. shown.Select(of)];
        double?[] Numbers(Func<PrintedEstimate, double?> of) => [.. shown.Select(of)];
    }
}
