namespace TfPipeline.Disclosure;

/// <summary>Rules for covariate balance: standardised figures to two decimals, no means, and no row where a covariate sets few people apart.</summary>
internal static class BalanceControl
{
    public static (ReleaseTable Table, int Withheld) Apply(ProposedBalance output, DisclosurePolicy policy)
    {
        var shown = output.Rows.Select(r => MayShow(r, policy)).ToArray();
        var table = new ReleaseTable(output.Name, "Covariate balance before and after adjustment", [
            new("design", "The design: outcome, window and kind.", Texts(r => r.Design)),
            new("kind", "What the design is for.", Texts(r => r.Kind)),
            new("method", "How the comparison group was adjusted.", Texts(r => r.Method)),
            new("covariate", "The covariate.", Texts(r => r.Covariate)),
            new("symbol", "c withheld.", shown.Select(s => s ? null : TableSymbols.Confidential).ToArray()),
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

    private static bool MayShow(BalanceRow row, DisclosurePolicy policy)
    {
        return Math.Min(row.Programme, row.Comparison) >= policy.MinimumCount
            && (!row.Binary || (IsLarge(row.ProgrammeMean, row.Programme) && IsLarge(row.ComparisonMean, row.Comparison)));

        bool IsLarge(double mean, long people)
            => mean * people >= policy.MinimumCount - 0.5 && (1 - mean) * people >= policy.MinimumCount - 0.5;
    }
}
