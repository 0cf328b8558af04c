using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>One department's outcomes, link standings and other sets of links.</summary>
internal sealed record DepartmentPanel(
    DepartmentLinks Links, IReadOnlyList<OutcomeDefinition> Definitions, IReadOnlyList<OutcomePanel> Outcomes, PanelDepartment Info, IReadOnlyList<(string Set, LinkSetChanges Changes)> LinkSets);

/// <summary>Makes one department's part: rows of linked people are picked out of the stream, the rest is never kept.</summary>
internal sealed class DepartmentPanelBuilder(IBlobArea extracts, PanelCohort cohort, WindowDays days, PanelSource source)
{
    private readonly DepartmentContract _contract = source.Delivery.Contract;
    private readonly Lock _collecting = new();

    public async Task<DepartmentPanel> BuildAsync(CancellationToken cancellationToken)
    {
        var links = LinksByPerson.Make(_contract.Department, cohort.Count, source.Links);
        var alternatives = Alternatives(links);
        var subjects = new PanelSubjects(cohort, days, alternatives.People);
        var holders = Holders(links, alternatives, subjects);
        var collectors = _contract.Outcomes
            .Select(o => OutcomeCollector.Create(new CollectorContext(o, source.Delivery.CoverageOf(o.Code), subjects)))
            .ToList();
        foreach (var table in _contract.Tables)
        {
            var ofTable = _contract.Outcomes.Zip(collectors).Where(p => string.Equals(p.First.Rule.Table, table.Name, StringComparison.Ordinal)).Select(p => p.Second).ToList();
            if (ofTable.Count > 0)
                await ReadAsync(table, ofTable, holders, cancellationToken);
        }

        var outcomes = _contract.Definitions.Zip(collectors, (d, c) => c.Finish(holders, d)).ToList();
        return new DepartmentPanel(links.Standing, [.. _contract.Definitions], outcomes, Info(links.Standing.Status, collectors.Sum(c => c.Unusable)), alternatives.Sets);
    }

    private RecordAlternatives Alternatives(LinksByPerson links)
    {
        var alternatives = new RecordAlternatives(_contract.Department, links.Matched);
        alternatives.Add(LinkSetNames.WithPossible, links.Possible.Select(r => r.Person).Distinct(), [.. links.Matched.Concat(links.Possible).Order()]);
        if (source.WithoutNumbers is { } without)
        {
            alternatives.Add(
                LinkSetNames.WithoutNumbers, Enumerable.Range(0, cohort.Count), LinksByPerson.Make(_contract.Department, cohort.Count, without).Matched);
        }

        if (source.Uncertain is { } uncertain)
            LinkageDraws.Add(alternatives, _contract.Department, uncertain, links.Matched);
        return alternatives;
    }

    private static RecordHolders Holders(LinksByPerson links, RecordAlternatives alternatives, PanelSubjects subjects)
    {
        var holders = new RecordHolders(subjects.Count);
        foreach (var own in links.Matched)
            holders.Add(own.Record, own.Person);
        foreach (var (alternative, record) in alternatives.Records)
            holders.Add(record, subjects.People + alternative);
        return holders;
    }

    private PanelDepartment Info(LinkStatus[] status, long unusable) => new(
        _contract.Department,
        _contract.Title,
        source.Delivery.Name,
        _contract.Version,
        source.Delivery.Manifest.Synthetic,
        [.. _contract.Outcomes.Select(o => source.Delivery.CoverageOf(o.Code))],
        LinksByPerson.Count(status),
        unusable)
    {
        Quality = source.Found?.Quality ?? [],
        Departures = source.Found?.Acceptance is null ? [] : DeliveryQuality.Departures(source.Found.Findings),
        AcceptedBecause = source.Found?.Acceptance?.Reason,
    };

    // Two files are decoded at a time; collecting is quick beside that, so a lock around it costs nothing.
    private async Task ReadAsync(TableContract table, List<OutcomeCollector> collectors, RecordHolders holders, CancellationToken cancellationToken)
    {
        var columns = collectors.SelectMany(c => c.Columns).Distinct(StringComparer.Ordinal).Select(c => table.Find(c)!).ToList();
        var reader = new DeliveryReader(extracts, source.Delivery);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(source.Delivery.FilesOf(table.Name), options, async (file, ct) =>
        {
            await foreach (var batch in reader.ReadEventsAsync(file, table, columns, ct))
            {
                var (rows, subjects) = holders.Pick(batch.Records);
                lock (_collecting)
                {
                    foreach (var collector in collectors)
                        collector.Collect(batch, rows, subjects);
                }
            }
        });
    }
}
