namespace TfPipeline.Disclosure;

/// <summary>
/// Rules for counts of misfits. A count below the minimum is withheld, zero included, and so is one that leaves fewer than the minimum
/// that fit; every other count is rounded, and the share is that of the printed counts. No row adds up with another, so none is withheld for another's sake.
/// </summary>
internal static class QualityControl
{
    public static (ReleaseTable Table, int Withheld) Apply(ProposedQuality output, DisclosurePolicy policy)
    {
        var rows = output.Rows;
        var withheld = rows.Select(r => r.Misfits < policy.MinimumCount || r.Values - r.Misfits < policy.MinimumCount).ToArray();
        var misfits = rows.Select((r, i) => withheld[i] ? (long?)null : Rounding.Of(r.Misfits, policy.PublishedBase)).ToArray();
        var values = rows.Select(r => r.Values < policy.MinimumCount ? (long?)null : Rounding.Of(r.Values, policy.PublishedBase)).ToArray();
        var table = new ReleaseTable(output.Name, "Values in the departments' data that break a rule of the contract", [
            new("department", "Department.", rows.Select(r => (string?)r.Source).ToArray()),
            new("rule", "Rule of the contract.", rows.Select(r => (string?)r.Rule).ToArray()),
            new("misfits", "Values that break it, rounded; empty where withheld. They are left out, or are as the rule says.", misfits),
            new("misfits_symbol", "c withheld: fewer than the minimum, zero included, or nearly all.", withheld.Select(w => w ? TableSymbols.Confidential : null).ToArray()),
            new("values", "Values that the rule was asked of, rounded; empty where withheld.", values),
            new("values_symbol", "c withheld.", values.Select(v => v is null ? TableSymbols.Confidential : null).ToArray()),
            new("share", "Share of both as printed.", misfits.Zip(values, (m, v) => m is { } part && v is { } whole ? (double?)Math.Round((double)part / whole, 6) : null).ToArray()),
        ]);
        return (table, withheld.Count(w => w));
    }
}
