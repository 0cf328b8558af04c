namespace TfPipeline.Disclosure;

/// <summary>Applies the rule of each kind of output; counts come first, since estimates rest on them.</summary>
internal sealed class OutputControl(DisclosurePolicy policy)
{
    private readonly Dictionary<string, IReadOnlyList<PrintedRow>> _counts = new(StringComparer.Ordinal);

    public List<ReleaseTable> Tables { get; } = [];

    public List<ReleaseTable> Microdata { get; } = [];

    public List<OutputStatement> Statements { get; } = [];

    public List<AuditEntry> Audits { get; } = [];

    public MicrodataRisk? Risk { get; private set; }

    public void Apply(ProposedOutput output)
    {
        switch (output)
        {
            case ProposedCounts counts:
                Apply(counts.Table);
                break;
            case ProposedEstimates estimates:
                var (effects, hidden) = EstimateControl.Apply(estimates, _counts, policy);
                Pass(effects, "estimates", estimates.Rows.Count, hidden);
                break;
            case ProposedDifferences differences:
                var (compared, kept) = DifferenceControl.Apply(differences, _counts, policy);
                Pass(compared, "differences", differences.Rows.Count, kept);
                break;
            case ProposedSubgroups subgroups:
                var (within, thin) = SubgroupControl.Apply(subgroups, _counts, policy);
                Pass(within, "subgroups", subgroups.Rows.Count, thin);
                break;
            case ProposedMeans means:
                var (table, withheld, review) = MeanControl.Apply(means, policy);
                if (review)
                    Statements.Add(new OutputStatement(means.Name, "means", DisclosureVerdict.Review, means.Rows.Count, 1, 0));
                else
                    Pass(table, "means", means.Rows.Count, withheld);
                break;
            case ProposedBalance balance:
                var (balanced, few) = BalanceControl.Apply(balance, policy);
                Pass(balanced, "balance", balance.Rows.Count, few);
                break;
            case ProposedFlow flow:
                var (steps, small) = FlowControl.Apply(flow, policy);
                Pass(steps, "flow", flow.Steps.Count, small);
                break;
            case ProposedQuality quality:
                var (misfits, rare) = QualityControl.Apply(quality, policy);
                Pass(misfits, "quality", quality.Rows.Count, rare);
                break;
            case ProposedMicrodata microdata:
                (var tables, Risk) = MicrodataControl.Apply(microdata, policy);
                Microdata.AddRange(tables);
                Statements.Add(new OutputStatement(microdata.Name, "records", DisclosureVerdict.Pass, microdata.Data.Family.Length, Risk.FamiliesLeftOut, 0));
                break;
            default:
                Statements.Add(new OutputStatement(output.Name, "unknown", DisclosureVerdict.Review, 0, 1, 0));
                break;
        }
    }

    private void Apply(CountTable table)
    {
        var (rows, audits) = CountProtection.Apply(table, policy);
        _counts[table.Name] = rows;
        Audits.AddRange(audits.Select(a => new AuditEntry(
            a.Table, a.System, a.Result.Primary, a.Result.Secondary, a.Result.Checked, a.Result.Narrowest, a.Result.Unprotected)));
        var printed = rows.Where(r => r.Source.People is not null)
            .SelectMany(r => r.Categories.Select((c, k) => (Printed: c, True: r.Source.Categories![k].People)).Prepend((Printed: r.People, True: r.Source.People!.Value.People)))
            .ToList();
        var shown = printed.Where(p => p.Printed.Value > 0).ToList();
        var change = shown.Count == 0 ? 0 : shown.Average(p => Math.Abs(p.Printed.Value!.Value - p.True) / (double)p.True);
        Tables.Add(PrintedCounts.Table(table, rows));
        Statements.Add(new OutputStatement(
            table.Name, "counts", DisclosureVerdict.Pass, printed.Count, Part(printed.Count(p => p.Printed.Symbol is not null), printed.Count), Math.Round(change, 3)));
    }

    private void Pass(ReleaseTable table, string kind, int cells, int withheld)
    {
        Tables.Add(table);
        Statements.Add(new OutputStatement(table.Name, kind, DisclosureVerdict.Pass, cells, Part(withheld, cells), 0));
    }

    private static double Part(int part, int whole) => whole == 0 ? 0 : Math.Round((double)part / whole, 3);
}
