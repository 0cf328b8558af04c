using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>From uploads to analysis.</summary>
internal static class FlowMapper
{
    /// <summary>Null where the release has no such table.</summary>
    public static FlowModel? Map(ReportFigures figures, ReportOutcomes outcomes)
    {
        if (figures.Cleared.Find(ReleaseProposal.Flow) is not { Rows: > 0 } table)
            return null;
        var stages = Enumerable.Range(0, table.Rows).GroupBy(r => table.Texts("stage")[r]!, StringComparer.Ordinal).Select(stage => new FlowStage(
            Words(stage.Key), [.. stage.Select(r => new FlowLine(Words(table.Texts("reason")[r]!), [Figures.Count(table.Longs("people")[r], table.Texts("symbol")[r])]))]));
        return new FlowModel([.. stages], Matched(figures), Analysed(figures, outcomes));
    }

    private static List<FlowLine> Matched(ReportFigures figures) => figures.Cleared.Find(LinkageCounts.Quality) is not { } table ? [] :
    [
        .. Enumerable.Range(0, table.Rows).Where(r => table.Texts("dimension")[r] == CountTable.All).GroupBy(r => table.Texts("department")[r]!, StringComparer.Ordinal)
            .Select(d => new FlowLine(figures.Facts.DepartmentTitle(d.Key), [.. d.Select(r => Figures.Count(table.Longs("match")[r], table.Texts("match_symbol")[r]))])),
    ];

    private static List<FlowLine> Analysed(ReportFigures figures, ReportOutcomes outcomes) =>
    [
        .. outcomes.Events.Select(o => new FlowLine(o.Facts.Title, [.. new[] { Breakdown.Programme, Breakdown.Comparison }
            .Select(g => figures.ShareOf(o.Definition.Code, PanelWindow.Cumulative.Name, g)).Select(s => Figures.Count(s?.People, s?.Symbol))])),
    ];

    private static string Words(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
