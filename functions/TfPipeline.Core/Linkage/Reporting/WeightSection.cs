using System.Globalization;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Histogram of log odds, pairs that were not linked on the left and matches on the right.</summary>
internal static class WeightSection
{
    public static string Of(LinkageReport report)
    {
        if (report.Weights.Count == 0)
            return "<p>No pair was likely enough to be kept.</p>\n";
        var most = Math.Max(1, Math.Ceiling(report.Weights.Max(w => Math.Max(Log(w.Linked), Log(w.NotLinked)))));
        var chart = new RowChart(new Scale(-most, most, [-most, 0, most]), t => t == 0 ? "0" : Html.Count((long)Math.Pow(10, Math.Abs(t)), null), "not linked", "matches");
        foreach (var bin in report.Weights.Reverse())
        {
            chart.Row(
                Range(bin),
                (bin.NotLinked > 0 ? chart.Bar(-Log(bin.NotLinked), 0, "comp") : "") + (bin.Linked > 0 ? chart.Bar(0, Log(bin.Linked), "prog") : ""),
                $"{Html.Count(bin.NotLinked, null)} | {Html.Count(bin.Linked, null)}");
        }

        return "<p>Candidates by log odds. Two well parted heaps mean easy decisions; many pairs around zero mean that the identifiers do not tell people apart. Pairs far below zero were dropped early and are not in the chart. Pairs on the left above zero lost their record to a better pair, or tied.</p>\n"
            + "<figure><figcaption>Pairs by log odds, logarithmic lengths (not linked | matches)</figcaption>\n"
            + chart.Markup("Histogram of candidate pairs by log odds, not linked to the left and matches to the right. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Figures as a table", HtmlTable.Of(
                "Candidate pairs by log odds", ["Log odds", "Not linked", "Matches", "Expected true"],
                report.Weights.Select(w => (IReadOnlyList<string>)[Range(w), Html.Count(w.NotLinked, null), Html.Count(w.Linked, null), w.Expected.ToString("N1", CultureInfo.InvariantCulture)])));
    }

    // One pair is still a visible bar.
    private static double Log(int count) => Math.Log10(1 + count);

    private static string Range(WeightBin bin) => $"{Html.Number(bin.From)} to {Html.Number(bin.To)}";
}
