namespace TfPipeline.Disclosure;

/// <summary>
/// Outputs that passed disclosure control. Its constructor is private and only <see cref="Clear"/> calls it, so that holding
/// one proves that the control ran; the release writer takes nothing else.
/// </summary>
public sealed class ClearedRelease
{
    private ClearedRelease(
        IReadOnlyList<ReleaseTable> tables, IReadOnlyList<ReleaseTable> microdata, DisclosureStatement statement, DisclosureAudit audit, RenewalSummary? renewal, LedgerEntry? entry)
    {
        Renewal = renewal;
        Entry = entry;
        Tables = tables;
        Microdata = microdata;
        Statement = statement;
        Audit = audit;
    }

    /// <summary>Safe tables.</summary>
    public IReadOnlyList<ReleaseTable> Tables { get; }

    /// <summary>Records of people for accredited analysts.</summary>
    public IReadOnlyList<ReleaseTable> Microdata { get; }

    /// <summary>What the release says about its disclosure control.</summary>
    public DisclosureStatement Statement { get; }

    /// <summary>Details for the working store; never part of a release.</summary>
    public DisclosureAudit Audit { get; }

    /// <summary>What the ledger has to keep once this leaves; null where no history was given. Its release has no name yet.</summary>
    public LedgerEntry? Entry { get; }

    /// <summary>What it renews of earlier releases; null where no history was given.</summary>
    public RenewalSummary? Renewal { get; }

    /// <summary>The table of a name, or null where it did not pass.</summary>
    public ReleaseTable? Find(string name) => Tables.FirstOrDefault(t => t.Name == name);

    internal static ClearedRelease Clear(IReadOnlyList<ProposedOutput> outputs, DisclosurePolicy policy, ReleaseHistory? history)
    {
        var flows = outputs.OfType<ProposedFlow>().ToList();
        if (flows.Count > 1)
            throw new ArgumentException("A release has one flow.", nameof(outputs));
        var heads = outputs.OfType<ProposedMeans>().ToDictionary(m => m.Name, MeanControl.Heads, StringComparer.Ordinal);
        var past = history is null ? null : new Past(history, policy);
        var shared = SharedCells.Of([.. outputs.OfType<ProposedCounts>().Select(c => c.Table), .. heads.Values], flows.FirstOrDefault(), policy, past);
        var control = new OutputControl(policy, shared, heads, past);
        if (shared is not null)
            control.Audit(SharedCells.AuditName, SharedCells.AuditName, shared.Result);
        foreach (var output in outputs.OrderBy(o => o is not ProposedCounts))
            control.Apply(output);
        return new ClearedRelease(
            control.Tables,
            control.Microdata,
            new DisclosureStatement
            {
                PolicyVersion = policy.Version,
                PolicyOwner = policy.Owner,
                Method = policy.Method,
                Outputs = [.. control.Statements.OrderBy(s => s.Name, StringComparer.Ordinal)],
                Microdata = control.Risk,
            },
            new DisclosureAudit { Policy = policy, Counts = control.Audits },
            past?.Plan.Summary,
            past is null ? null : EntryOf(past, control));
    }

    private static LedgerEntry EntryOf(Past past, OutputControl control) => new()
    {
        Release = "",
        Roll = past.History.Now,
        Renewed = past.Plan.Renewed.ToHashSet(),
        Counts = control.Counts.ToDictionary(t => t.Key, t => (IReadOnlyList<LedgerRow>)[.. t.Value.Select(Row)], StringComparer.Ordinal),
        Tables = control.Tables,
        Records = control.Records,
    };

    private static LedgerRow Row(PrintedRow row) => new(
        row.Source.Measure, row.Source.Window, Place.Of(row.Source), [row.People, .. row.Categories], [.. row.Figures.Select(f => new PrintedNumber(f.Value, f.Symbol))])
    { Known = row.Known };

}
