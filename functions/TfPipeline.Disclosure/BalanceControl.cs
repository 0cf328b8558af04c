namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for covariate balance: standardised figures to two decimals, no means. A covariate is shown in all designs or in none, because a symbol
/// that came and went between designs over nearly the same people would bracket a count. The rarest shown covariate is withheld with those that set too
/// few people apart, so that the symbol never says by itself that a covariate does.
/// </summary>
internal static class BalanceControl
{
    public static (ReleaseTable Table, int Withheld) Apply(ProposedBalance output, DisclosurePolicy policy)
    {
        var hidden = Hidden(output.Rows, policy);
        var shown = output.Rows.Select(r => !hidden.Contains(r.Covariate)).ToArray();
        var table = new ReleaseTable(output.Name, "Covariate balance before and after adjustment", [
            new("design", "The design: outcome, window and kind.", Texts(r => r.Design)),
            new("kind", "What the design is for.", Texts(r => r.Kind)),
            new("method", "How the comparison group was adjusted.", Texts(r => r.Method)),
            new("covariate", "The covariate.", Texts(r => r.Covariate)),
            new("symbol", "c withheld, in every design alike.", shown.Select(s => s ? null : TableSymbols.Confidential).ToArray()),
            new("smd_before", "Standardised difference of means before adjustment.", Numbers(r => r.DifferenceBefore)),
            new("smd_after", "After adjustment; above 0.1 in size is imbalance.", Numbers(r => r.DifferenceAfter)),
            new("variance_ratio_before", "Programme variance over comparison variance before; empty for 0/1 covariates.", Numbers(r => r.VarianceRatioBefore)),
            new("variance_ratio_after", "After.", Numbers(r => r.VarianceRatioAfter)),
        ]);
        return (table, shown.Count(s => !s));

        string?[] Texts(Func<BalanceRow, string?> of) => [.. output.Rows.Select(of)];
        double?[] Numbers(Func<BalanceRow, double?> of)
            => [.. output.Rows.Select((r, i) => shown[i] && of(r) is { } v && double.IsFinite(v) ? Math.Round(v, 2) : (double?)null)];
    }

    private static HashSet<string> Hidden(IReadOnlyList<BalanceRow> rows, DisclosurePolicy policy)
    {
        var least = rows.GroupBy(r => r.Covariate, StringComparer.Ordinal)
            .Select(g => (Covariate: g.Key, Least: g.Min(Least))).OrderBy(c => c.Least).ThenBy(c => c.Covariate, StringComparer.Ordinal).ToList();
        var few = least.Count(c => c.Least < policy.MinimumCount - 0.5);
        return least.Take(few == 0 ? 0 : few + 1).Select(c => c.Covariate).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The fewest people that the row sets apart, in either group.</summary>
    private static double Least(BalanceRow row)
    {
        var people = (double)Math.Min(row.Programme, row.Comparison);
        return row.Binary ? Math.Min(people, Math.Min(Of(row.ProgrammeMean, row.Programme), Of(row.ComparisonMean, row.Comparison))) : people;

        static double Of(double mean, long people) => Math.Min(mean, 1 - mean) * people;
    }
}
