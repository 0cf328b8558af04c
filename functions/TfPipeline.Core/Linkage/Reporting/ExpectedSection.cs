using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Expected precision and recall by threshold, from the model's own probabilities.</summary>
internal static class ExpectedSection
{
    public static string Of(LinkageReport report)
    {
        var low = Math.Clamp(Math.Floor(report.Thresholds.Min(t => Math.Min(t.Precision, t.Recall)) * 10) * 10, 0, 90);
        var chart = new RowChart(new Scale(low, 100, [low, (low + 100) / 2, 100]), t => Html.Number(t) + "%", "", "");
        foreach (var t in report.Thresholds)
        {
            chart.Row(
                Label(t, report), chart.Square(t.Recall * 100, "comp hollow", 64) + chart.Dot(t.Precision * 100, "prog", 36),
                $"{Html.Percent(t.Precision, decimals: 2)} | {Html.Percent(t.Recall, decimals: 2)}");
        }

        return "<p>No truth is needed for these figures: they are what the probabilities themselves say, and as good as those are.</p>\n"
            + "<figure><figcaption>Expected precision and recall by match threshold (precision | recall)</figcaption>\n<p class=\"key\">"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>precision</span>"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><rect class=\"comp hollow\" x=\"13.5\" y=\"2.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>recall</span></p>\n"
            + chart.Markup("Expected precision and recall by match threshold. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Figures as a table", HtmlTable.Of(
                "Expected precision and recall by match threshold", ["Threshold", "Pairs at or above", "Expected precision", "Expected recall"],
                report.Thresholds.Select(t => (IReadOnlyList<string>)[Label(t, report), Html.Count(t.Pairs, null), Html.Percent(t.Precision, decimals: 2), Html.Percent(t.Recall, decimals: 2)])));
    }

    private static string Label(ThresholdFigures figures, LinkageReport report)
        => Html.Number(figures.Threshold) + (figures.Threshold.Equals(report.MatchThreshold) ? " (used)" : "");
}
