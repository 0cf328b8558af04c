using System.Text;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>How the two groups went, window by window, before any adjustment.</summary>
internal static class TrajectoriesSection
{
    private static readonly IReadOnlyList<PanelWindow> Windows = [.. PanelWindow.All.Where(w => w != PanelWindow.Cumulative)];

    public static string Of(ReportFigures figures)
    {
        var html = new StringBuilder("<p>Share of each group with the outcome, <strong>not adjusted</strong>: the groups differ from the start. Left of the dashed line are whole years before the index date, right of it half-years after, so the two sides have different heights by nature.</p>\n");
        html.Append("<p class=\"key\"><span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><line class=\"prog wire\" x1=\"0\" x2=\"36\" y1=\"7\" y2=\"7\"/><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"4.5\"/></svg>programme</span>")
            .Append("<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><line class=\"comp wire\" x1=\"0\" x2=\"36\" y1=\"7\" y2=\"7\"/><rect class=\"comp hollow\" x=\"14\" y=\"3\" width=\"8\" height=\"8\" stroke-width=\"2\"/></svg>comparison</span></p>\n");
        var events = figures.Departments().SelectMany(d => d.Outcomes).Where(o => o.Scale == OutcomeScale.Event && HasAny(figures, o)).ToList();
        html.Append("<div class=\"multiples\">\n");
        foreach (var outcome in events)
        {
            html.Append("<figure><figcaption><small>").Append(Html.Text(figures.Facts.DepartmentTitle(outcome.Department))).Append("</small>")
                .Append(Html.Text(outcome.Title)).Append("</figcaption>\n").Append(Chart(figures, outcome)).Append("</figure>\n");
        }

        html.Append("</div>\n").Append(HtmlTable.Folded("Figures as a table", Table(figures, events)));
        return html.Append("<p class=\"note\">Table: <code>tables/outcomes.parquet</code>, dimension <code>all</code>; the same by council, age band and sex is there too.</p>\n").ToString();
    }

    private static bool HasAny(ReportFigures figures, OutcomeDefinition outcome)
        => Windows.Any(w => figures.ShareOf(outcome.Code, w.Name, Breakdown.Programme)?.Value is not null);

    private static string Chart(ReportFigures figures, OutcomeDefinition outcome) => Trajectory.Of(
        $"{outcome.Title}: share of programme and comparison group by window, figures in the table below",
        [.. Windows.Select(w => FormattableString.Invariant($"{Math.Abs(w.FirstMonth)}–{Math.Abs(w.LastMonth)}"))],
        Windows.Count(w => w.IsBefore),
        [.. Windows.Select(w => figures.ShareOf(outcome.Code, w.Name, Breakdown.Programme)?.Value * 100)],
        [.. Windows.Select(w => figures.ShareOf(outcome.Code, w.Name, Breakdown.Comparison)?.Value * 100)]);

    private static string Table(ReportFigures figures, List<OutcomeDefinition> outcomes) => HtmlTable.Of(
        "Share of each group by window, not adjusted",
        ["Outcome", "Group", .. Windows.Select(w => ReportFigures.WindowTitle(w.Name))],
        outcomes.SelectMany(o => new[] { Breakdown.Programme, Breakdown.Comparison }.Select(g => (IReadOnlyList<string>)
            [Html.Text(o.Title), g, .. Windows.Select(w => figures.ShareOf(o.Code, w.Name, g) is { } s ? Html.Percent(s.Value, s.Symbol, 2) : "")])),
        textColumns: 2);
}
