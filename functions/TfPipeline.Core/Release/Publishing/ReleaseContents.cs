using TfPipeline.Core.Release.Documents;
using TfPipeline.Core.Release.Pages;
using TfPipeline.Disclosure;
using TfPipeline.Reports.Rendering;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>The files of a release. It is made from what disclosure control cleared, so that nothing else can get in.</summary>
internal sealed class ReleaseContents(ClearedRelease cleared, ReleaseFacts facts)
{
    public const string Sums = "SHA256SUMS";
    private readonly PageRenderer _pages = new();
    private readonly Lazy<EnglandEffects> _england = new(() => EnglandEffects.Of(cleared, facts));

    public string Release => facts.Release;

    public DisclosureAudit Audit => cleared.Audit;

    /// <summary>Every file but <see cref="Sums"/>, in ordinal order of names.</summary>
    public IReadOnlyList<ReleaseFile> Files()
    {
        var files = new List<ReleaseFile>();
        files.AddRange(cleared.Tables.Select(t => Parquet($"tables/{t.Name}.parquet", t)));
        files.AddRange(cleared.Microdata.Select(t => Parquet($"secure/{t.Name}.parquet", t)));
        files.Add(ReleaseFile.Page("report.html", () => _pages.RenderAsync(ReleaseReportMapper.Map(cleared, facts))));
        files.Add(ReleaseFile.Text("datapackage.json", DataPackage.Of(cleared, facts)));
        files.Add(ReleaseFile.Text("disclosure.json", DisclosureDocument.Of(cleared, facts)));
        files.Add(ReleaseFile.Text("README.md", Readme.Of(cleared, facts)));
        files.Add(ReleaseFile.Text("queries.sql", Queries.Of(cleared, facts)));
        return [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    /// <summary>The summaries of every council in the tables, by the name they get below the summaries area.</summary>
    public IEnumerable<ReleaseFile> Summaries() => CouncilSummary.Councils(cleared).SelectMany(council => new[]
    {
        ReleaseFile.Page($"{council}/summary.html", () => _pages.RenderAsync(CouncilSummaryMapper.Map(CouncilSummary.Of(cleared, facts, _england.Value.Verdicts, council), facts, _england.Value))),
        ReleaseFile.Text($"{council}/summary.json", CouncilSummary.Of(cleared, facts, _england.Value.Verdicts, council).Json()),
    });

    private ReleaseFile Parquet(string name, ReleaseTable table) => new(
        name,
        (stream, cancellation) => ParquetTables.WriteAsync(table, facts.Metadata(table.Title, cleared.Statement.PolicyVersion), stream, cancellation));
}
