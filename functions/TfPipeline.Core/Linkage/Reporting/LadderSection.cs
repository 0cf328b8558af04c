using System.Globalization;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>What each family of blocking keys compared and left out.</summary>
internal static class LadderSection
{
    public static string Of(LinkageReport report)
    {
        var used = report.Ladders.Where(l => l.LoosePairs > 0).ToList();
        if (used.Count == 0)
            return "<p>No two people share a blocking key.</p>\n";
        var chart = new RowChart(Scale.Over([used.Max(l => l.PairsByRung.Sum())]), t => Html.Count((long)t, null), "", "");
        foreach (var ladder in used)
            chart.Row(Html.Text(ladder.Family), ladder.PairsByRung.Sum() > 0 ? chart.Bar(0, ladder.PairsByRung.Sum(), "prog") : "", Html.Count(ladder.PairsByRung.Sum(), null));
        var counting = report.IsSelf ? " In one file each pair counts from both of its rows, and every row with itself." : "";
        return "<p>Pairs are counted before any is joined. A block with more pairs than the cap goes on to the family's next, tighter key; what then no longer agrees is left to the other families. A pair that several families find is compared once, so the sums are more than the pairs compared." + counting + "</p>\n"
            + "<figure><figcaption>Pairs joined, by family of blocking keys</figcaption>\n"
            + chart.Markup("Pairs joined by family of blocking keys. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Caps and what they left out, as a table", HtmlTable.Of(
                "Pairs by family of blocking keys, loosest key first",
                ["Family", "Agree on the loosest key", "Cap on a block", "Joined, by key", "Left to other families", "Blocks left out", "Pairs left out"],
                used.Select(l => (IReadOnlyList<string>)
                [
                    Html.Text(l.Family), Html.Count(l.LoosePairs, null), l.BlockCap >= l.LoosePairs ? "none" : Html.Count(l.BlockCap, null),
                    string.Join(" + ", l.PairsByRung.Select(p => p.ToString("N0", CultureInfo.InvariantCulture))),
                    Html.Count(Math.Max(0, l.LoosePairs - l.PairsByRung.Sum() - l.DroppedPairs), null), Html.Count(l.DroppedBlocks, null), Html.Count(l.DroppedPairs, null),
                ])));
    }
}
