using System.Globalization;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Reliability: what was stated beside what is so.</summary>
internal static class CalibrationSection
{
    public static string Of(TruthFigures truth)
    {
        var bins = truth.Bins.Where(b => b.Pairs > 0).ToList();
        var chart = new RowChart(new Scale(0, 100, [0, 25, 50, 75, 100]), t => Html.Number(t) + "%", "", "");
        foreach (var bin in bins)
        {
            chart.Row(
                Range(bin),
                chart.Interval(bin.Interval.Low * 100, bin.Interval.High * 100, "prog", 36) + chart.Dot(bin.Share * 100, "prog", 36) + chart.Diamond(bin.Mean * 100, "comp hollow", 66),
                $"{Html.Percent(bin.Share)} | {Html.Percent(bin.Mean)} <span class=\"note\">({Html.Count(bin.Pairs, null)})</span>");
        }

        return string.Create(CultureInfo.InvariantCulture, $"<p>By the truth: precision {truth.Precision:0.0000}, recall {truth.Recall:0.0000}, F1 {truth.F1:0.0000}. Of {truth.TruePairs:N0} true pairs, {truth.Candidates:N0} were kept as candidates; the probabilities sum to {truth.ExpectedMatches:N1}. Mean distance between stated and observed share: {truth.CalibrationError:0.0000}.</p>\n")
            + "<figure><figcaption>Pairs by stated probability (share that is right | mean probability, pairs)</figcaption>\n<p class=\"key\">"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><line class=\"prog ci\" x1=\"0\" x2=\"36\" y1=\"7\" y2=\"7\"/><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>right, with 95 % interval</span>"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><path class=\"comp hollow\" d=\"M18 1 24 7 18 13 12 7z\" stroke-width=\"2\"/></svg>stated</span></p>\n"
            + chart.Markup("Reliability chart: share of right pairs beside the stated probability, by range of probability. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Figures as a table", HtmlTable.Of(
                "Pairs by stated probability", ["Probability", "Pairs", "Mean probability", "Share right", "From", "To"],
                bins.Select(b => (IReadOnlyList<string>)
                    [Range(b), Html.Count(b.Pairs, null), Html.Percent(b.Mean), Html.Percent(b.Share), Html.Percent(b.Interval.Low), Html.Percent(b.Interval.High)])));
    }

    private static string Range(CalibrationBin bin) => $"{Html.Number(bin.From)} to {Html.Number(bin.To)}";
}
