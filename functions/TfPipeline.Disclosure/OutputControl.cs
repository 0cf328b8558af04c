namespace TfPipeline.Disclosure;

/// <summary>Applies the rule of each kind of output; counts come first, since estimates rest on them.</summary>
internal sealed class OutputControl(DisclosurePolicy policy, SharedCells? shared, IReadOnlyDictionary<string, CountTable> heads, Past? past)
{
    private readonly Dictionary<string, IReadOnlyList<PrintedRow>> _counts = new(StringComparer.Ordinal);

    public List<ReleaseTable> Tables { get; } = [];

    /// <summary>Printed counts, by table.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<PrintedRow>> Counts => _counts;

    /// <summary>The classes of the records that leave.</summary>
    public IReadOnlyDictionary<UInt128, RecordClass> Records { get; private set; } = new Dictionary<UInt128, RecordClass>();

    public List<ReleaseTable> Microdata { get; } = [];

    public List<OutputStatement> Statements { get; } = [];

    public List<AuditEntry> Audits { get; } = [];

    public MicrodataRisk? Risk { get; private set; }

    public void Apply(ProposedOutput output)
    {
        if (past is not null && IsWhole(output) && past.Kept(output.Name, byPlace: output is ProposedMeans) is (var repeated, { } release))
        {
            if (repeated is not null)
                Tables.Add(repeated);
            Statements.Add(new OutputStatement(output.Name, "kept", repeated is null ? DisclosureVerdict.Review : DisclosureVerdict.Pass, repeated?.Rows ?? 0, repeated is null ? 1 : 0, 0) { AsOf = release });
            return;
        }

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
                var (table, withheld, review) = MeanControl.Apply(means, heads[means.Name], policy, shared, past);
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
                var (steps, small) = FlowControl.Apply(flow, shared!);
                Pass(steps, "flow", flow.Steps.Count, small);
                break;
            case ProposedQuality quality:
                var (misfits, rare) = QualityControl.Apply(quality, policy);
                Pass(misfits, "quality", quality.Rows.Count, rare);
                break;
            case ProposedMicrodata microdata:
                (var tables, Risk, Records) = MicrodataControl.Apply(microdata, policy, past?.History.Earlier ?? []);
                Microdata.AddRange(tables);
                Statements.Add(new OutputStatement(microdata.Name, "records", DisclosureVerdict.Pass, (int)Rounding.Of(microdata.Data.Family.Length, policy.MinimumCount), Risk.FamiliesLeftOut, 0));
                break;
            default:
                Statements.Add(new OutputStatement(output.Name, "unknown", DisclosureVerdict.Review, 0, 1, 0));
                break;
        }
    }

    private bool IsWhole(ProposedOutput output) => output switch
    {
        ProposedCounts counts => past!.IsWhole(counts.Table),
        ProposedEstimates or ProposedDifferences or ProposedBalance or ProposedFlow or ProposedMeans => true,
        _ => false,
    };

    public void Audit(string table, string part, SecondarySuppressionResult result)
        => Audits.Add(new AuditEntry(table, part, result.Primary, result.Secondary, result.Checked, result.Narrowest, result.Unprotected));

    private void Apply(CountTable table)
    {
        var (rows, audits) = table.CountsEveryone ? (shared!.Print(table), []) : CountProtection.Apply(table, policy, shared, past is not null && past.IsWhole(table) ? null : past);
        _counts[table.Name] = rows;
        foreach (var audit in audits)
            Audit(audit.Table, audit.System, audit.Result);
        var printed = rows.Where(r => r.Source.People is not null)
            .SelectMany(r => r.Categories.Select((c, k) => (Printed: c, True: r.Source.Categories![k].People)).Prepend((Printed: r.People, True: r.Source.People!.Value.People)))
            .ToList();
        var shown = printed.Where(p => p.Printed.Value > 0 && p.True > 0).ToList();
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
