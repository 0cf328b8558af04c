using System.Text;
using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>From uploads to analysis: a diagram that is a list, so that it reads the same aloud.</summary>
internal static class FlowSection
{
    public static string Of(ReportFigures figures)
    {
        if (figures.Cleared.Find(ReleaseProposal.Flow) is not { Rows: > 0 } table)
            return "<p>This release holds no flow counts.</p>\n";
        var html = new StringBuilder("<p>Counts are rounded each on its own, so that a step may not add up exactly.</p>\n<ol class=\"flow\">\n");
        foreach (var stage in Enumerable.Range(0, table.Rows).GroupBy(r => table.Texts("stage")[r], StringComparer.Ordinal))
        {
            html.Append("<li><strong>").Append(Html.Text(Words(stage.Key!))).Append("</strong><dl>\n");
            foreach (var r in stage)
                html.Append("<dt>").Append(Html.Text(Words(table.Texts("reason")[r]!))).Append("</dt><dd>").Append(Html.Count(table.Longs("people")[r], table.Texts("symbol")[r])).Append("</dd>\n");
            html.Append("</dl></li>\n");
        }

        html.Append(Linked(figures)).Append(Analysed(figures));
        return html.Append("</ol>\n<p class=\"note\">Tables: <code>tables/flow.parquet</code>, <code>tables/linkage_quality.parquet</code>, <code>tables/outcomes.parquet</code>.</p>\n").ToString();
    }

    private static string Linked(ReportFigures figures)
    {
        if (figures.Cleared.Find(LinkageCounts.Quality) is not { } table)
            return "";
        var html = new StringBuilder("<li><strong>Matched to departments (programme | comparison)</strong><dl>\n");
        foreach (var department in Enumerable.Range(0, table.Rows).Where(r => table.Texts("dimension")[r] == CountTable.All).GroupBy(r => table.Texts("department")[r]!, StringComparer.Ordinal))
        {
            html.Append("<dt>").Append(Html.Text(figures.Facts.DepartmentTitle(department.Key))).Append("</dt><dd>")
                .AppendJoin(" | ", department.Select(r => Html.Count(table.Longs("match")[r], table.Texts("match_symbol")[r]))).Append("</dd>\n");
        }

        return html.Append("</dl></li>\n").ToString();
    }

    private static string Analysed(ReportFigures figures)
    {
        var html = new StringBuilder("<li><strong>Analysed over months 1 to 24 (programme | comparison)</strong><dl>\n");
        foreach (var outcome in figures.Facts.Outcomes.Where(o => o.Scale == OutcomeScale.Event))
        {
            html.Append("<dt>").Append(Html.Text(outcome.Title)).Append("</dt><dd>").AppendJoin(" | ", new[] { Breakdown.Programme, Breakdown.Comparison }
                .Select(g => figures.ShareOf(outcome.Code, PanelWindow.Cumulative.Name, g)).Select(s => Html.Count(s?.People, s?.Symbol))).Append("</dd>\n");
        }

        return html.Append("</dl></li>\n").ToString();
    }

    private static string Words(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
