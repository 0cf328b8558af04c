using System.Globalization;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Pages;

namespace TfPipeline.Core.Linkage.Reporting;

/// <summary>Chances of every level for matches and for strangers on one logarithmic axis.</summary>
internal static class LevelSection
{
    private const int LowestPower = -8;

    public static string Of(LinkageReport report)
    {
        if (report.Levels.Count == 0)
            return "<p>Every field is neutral.</p>\n";
        var low = report.Levels.SelectMany(l => new[] { l.Match, l.Stranger ?? 1 }).Min();
        var power = 2 * Math.Floor(Math.Max(LowestPower, Math.Log10(Math.Max(low, 1e-12))) / 2);
        var chart = new RowChart(new Scale(power, 0, [power, power / 2, 0]), Power, "", "");
        foreach (var field in report.Levels.GroupBy(l => l.Field))
        {
            chart.Head(LinkagePage.Name(field.Key));
            foreach (var level in field)
                chart.Row(level.Level, Marks(chart, level), string.Join(" | ", new[] { Share(level.Match), Share(level.Stranger), Html.SignedNumber(Rounded(level.Weight)) }.Where(t => t.Length > 0)));
        }

        return "<p>How often each level of agreement occurs among true matches (m) and among strangers (u). The further apart, the more it says. An equal name, date or postcode counts with the frequency of its own value; what stands here is the average, and what families share is allowed for besides.</p>\n"
            + "<figure><figcaption>Chance of each level, logarithmic (matches | strangers | weight)</figcaption>\n<p class=\"key\">"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>matches (m)</span>"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><rect class=\"comp hollow\" x=\"13.5\" y=\"2.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>strangers (u)</span></p>\n"
            + chart.Markup("Chances of each level of agreement for matches and strangers. The figures are in the table that follows.") + "</figure>\n"
            + HtmlTable.Folded("Figures as a table", HtmlTable.Of(
                "Chance of each level for matches and strangers", ["Field", "Level", "Matches (m)", "Strangers (u)", "Weight"],
                report.Levels.Select(l => (IReadOnlyList<string>)[LinkagePage.Name(l.Field), l.Level, Share(l.Match), Share(l.Stranger), Html.SignedNumber(Rounded(l.Weight))]),
                textColumns: 2))
            + "<p class=\"note\">Swapped names have no chance of their own for strangers: it is the product of how common the two names are in the other field.</p>\n";
    }

    private static string Marks(RowChart chart, LevelFigures level)
        => (level.Stranger is { } u ? chart.Square(Log(u), "comp hollow", 62) : "") + chart.Dot(Log(level.Match), "prog", 38);

    private static double Log(double chance) => Math.Log10(Math.Max(chance, 1e-12));

    private static double? Rounded(double? weight) => weight is { } w ? Math.Round(w, 1) : null;

    /// <summary>Percent down to a tenth of one, then one in so many.</summary>
    private static string Share(double? chance) => chance switch
    {
        null => "by name",
        >= 0.001 and var c => Html.Percent(c, decimals: c < 0.1 ? 2 : 1),
        var c => "1 in " + (1 / Math.Max(c.Value, 1e-12)).ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Power(double power) => power == 0 ? "1" : "1 in " + Math.Pow(10, -power).ToString("N0", CultureInfo.InvariantCulture);
}
