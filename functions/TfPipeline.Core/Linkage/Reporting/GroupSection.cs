using System.Text;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Match rates by the levels of named columns.</summary>
internal static class GroupSection
{
    public static string Of(LinkageReport report)
    {
        var html = new StringBuilder("<p>A group that is linked less often is missing more often from whatever is made of the links. Lines are 95 % intervals that take people as independent; members of one family are not, so read them as a little too short.</p>\n");
        foreach (var group in report.Groups)
            html.Append(Chart(group)).Append(HtmlTable.Folded($"Figures by {group.Name} as a table", Table(group)));
        return html.Append("<p class=\"note\">Levels of few people are joined and not named.</p>\n").ToString();
    }

    private static string Chart(GroupRates group)
    {
        var chart = new RowChart(new Scale(0, 100, [0, 25, 50, 75, 100]), t => Html.Number(t) + "%", "", "");
        foreach (var rate in group.Rates)
        {
            chart.Row(
                Html.Text(rate.Level), chart.Interval(rate.Interval.Low * 100, rate.Interval.High * 100, "prog") + chart.Dot(rate.Rate * 100, "prog"),
                $"{Html.Percent(rate.Rate)} of {Html.Count(rate.People, null)}");
        }

        return $"<figure><figcaption>Share of people with a match, by {Html.Text(group.Name)}</figcaption>\n"
            + chart.Markup($"Share of people with a match by {group.Name}. The figures are in the table that follows.") + "</figure>\n";
    }

    private static string Table(GroupRates group) => HtmlTable.Of(
        $"Match rate and expected quality by {group.Name}",
        ["Level", "People", "Matched", "Rate", "From", "To", "Expected to have a record", "Expected precision", "Expected recall"],
        group.Rates.Select(r => (IReadOnlyList<string>)
        [
            Html.Text(r.Level), Html.Count(r.People, null), Html.Count(r.Matched, null), Html.Percent(r.Rate), Html.Percent(r.Interval.Low), Html.Percent(r.Interval.High),
            Html.Percent(r.ExpectedRecords / Math.Max(1, r.People)), Html.Percent(r.Precision, decimals: 2), Html.Percent(r.Recall, decimals: 2),
        ]));
}
