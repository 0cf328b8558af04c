using System.Text;
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
            html.Append("<li><strong>").Append(Html.Text(Title(figures, stage.Key!))).Append("</strong><dl>\n");
            foreach (var r in stage)
                html.Append("<dt>").Append(Html.Text(Words(table.Texts("reason")[r]!))).Append("</dt><dd>").Append(Html.Count(table.Longs("people")[r], table.Texts("symbol")[r])).Append("</dd>\n");
            html.Append("</dl></li>\n");
        }

        return html.Append("</ol>\n<p class=\"note\">Table: <code>tables/flow.parquet</code>.</p>\n").ToString();
    }

    private static string Title(ReportFigures figures, string stage)
        => figures.Facts.Departments.Any(d => d.Code == stage) ? "Linked to: " + figures.Facts.DepartmentTitle(stage) : Words(stage);

    private static string Words(string code)
    {
        var words = code.Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
