using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>One department's outcomes and link standings.</summary>
internal sealed record DepartmentPanel(DepartmentLinks Links, IReadOnlyList<OutcomePanel> Outcomes, PanelDepartment Info, long UnusableRows);

/// <summary>Makes one department's part: rows of linked people are picked out of the stream, the rest is never kept.</summary>
internal sealed class DepartmentPanelBuilder(IBlobArea extracts, PanelCohort cohort, WindowDays days, PanelSource source)
{
    private readonly DepartmentContract _contract = source.Delivery.Contract;
    private readonly Lock _collecting = new();

    public async Task<DepartmentPanel> BuildAsync(CancellationToken cancellationToken)
    {
        var links = LinksByPerson.Make(_contract.Department, cohort.Count, source.Links);
        var collectors = _contract.Outcomes
            .Select(o => OutcomeCollector.Create(new CollectorContext(o, source.Delivery.CoverageOf(o.Code), cohort, days)))
            .ToList();
        foreach (var table in _contract.Tables)
        {
            var ofTable = _contract.Outcomes.Zip(collectors).Where(p => string.Equals(p.First.Rule.Table, table.Name, StringComparison.Ordinal)).Select(p => p.Second).ToList();
            if (ofTable.Count > 0)
                await ReadAsync(table, ofTable, links.PersonOfRecord, cancellationToken);
        }

        var outcomes = _contract.Definitions.Zip(collectors, (d, c) => c.Finish(links.Standing.Status, d)).ToList();
        var info = new PanelDepartment(
            _contract.Department,
            _contract.Title,
            source.Delivery.Name,
            _contract.Version,
            source.Delivery.Manifest.Synthetic,
            [.. _contract.Outcomes.Select(o => source.Delivery.CoverageOf(o.Code))],
            LinksByPerson.Count(links.Standing.Status));
        return new DepartmentPanel(links.Standing, outcomes, info, collectors.Sum(c => c.Unusable));
    }

    // Two files are decoded at a time; collecting is quick beside that, so a lock around it costs nothing.
    private async Task ReadAsync(TableContract table, List<OutcomeCollector> collectors, Dictionary<string, int> personOfRecord, CancellationToken cancellationToken)
    {
        var columns = collectors.SelectMany(c => c.Columns).Distinct(StringComparer.Ordinal).Select(c => table.Find(c)!).ToList();
        var reader = new DeliveryReader(extracts, source.Delivery);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(source.Delivery.FilesOf(table.Name), options, async (file, ct) =>
        {
            await foreach (var batch in reader.ReadEventsAsync(file, table, columns, ct))
            {
                var (rows, people) = Pick(batch.Records, personOfRecord);
                lock (_collecting)
                {
                    foreach (var collector in collectors)
                        collector.Collect(batch, rows, people);
                }
            }
        });
    }

    private static (int[] Rows, int[] People) Pick(string?[] records, Dictionary<string, int> personOfRecord)
    {
        var rows = new List<int>();
        var people = new List<int>();
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i] is not { } record || !personOfRecord.TryGetValue(record, out var person))
                continue;
            rows.Add(i);
            people.Add(person);
        }

        return ([.. rows], [.. people]);
    }
}
