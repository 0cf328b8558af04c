using System.Text;
using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>How well the groups were linked: a difference between them can look like an effect.</summary>
internal static class LinkageSection
{
    public static string Of(ReportFigures figures)
    {
        if (figures.Cleared.Find(LinkageCounts.Quality) is not { Rows: > 0 } table)
            return "<p>No linkage figures are in this release.</p>\n";
        var rows = Rows(table, "department", "match").ToList();
        var html = new StringBuilder("<p>Share of people for whom a record was found above the match threshold. Not everyone has a record to find: most people were never before a court, and adults are not in school data. So a gap in the match rate may be real; a gap in expected recall, the share of those with a record who were found, would bias effects.</p>\n");
        html.Append(Chart(figures, rows));
        html.Append(HtmlTable.Folded("Figures as a table, by group and age band", HtmlTable.Of(
            "Share of people matched, and what the linkage model expects of the matches, by department, group and age band",
            ["Department", "Group", "Age band", "People", "Matched", "Expected precision", "Expected recall"],
            rows.Where(r => r.Dimension is CountTable.All or "age_band").Select(r => (IReadOnlyList<string>)
            [
                Html.Text(figures.Facts.DepartmentTitle(r.Measure)), r.Group, r.Dimension == CountTable.All ? "all" : Html.Text(r.Level), Html.Count(r.People, r.Symbol), Html.Percent(r.Share, r.Symbol),
                Expected(table, LinkageCounts.Precision, r.Place), Expected(table, LinkageCounts.Recall, r.Place),
            ]),
            textColumns: 3)));
        html.Append(Differences(figures)).Append(Completeness(figures));
        return html.Append("<p class=\"note\">Tables: <code>tables/linkage_quality.parquet</code> (also by council and sex), <code>tables/linkage_difference.parquet</code>, <code>tables/link_standing.parquet</code>, <code>tables/identifier_completeness.parquet</code>.</p>\n").ToString();
    }

    private static string Chart(ReportFigures figures, List<Row> rows)
    {
        var chart = new RowChart(new Scale(0, 100, [0, 25, 50, 75, 100]), t => Html.Number(t) + "%", "", "");
        foreach (var department in rows.Where(r => r.Dimension == CountTable.All).GroupBy(r => r.Measure, StringComparer.Ordinal))
        {
            var programme = department.FirstOrDefault(r => r.Group == Breakdown.Programme);
            var comparison = department.FirstOrDefault(r => r.Group == Breakdown.Comparison);
            chart.Row(
                Html.Text(figures.Facts.DepartmentTitle(department.Key)),
                (comparison?.Share is { } c ? chart.Square(c * 100, "comp hollow", 68) : "") + (programme?.Share is { } p ? chart.Dot(p * 100, "prog", 32) : ""),
                $"{Html.Percent(programme?.Share, programme?.Symbol)} | {Html.Percent(comparison?.Share, comparison?.Symbol)}");
        }

        return "<figure><figcaption>Share of people matched, by department (programme | comparison)</figcaption>\n<p class=\"key\">"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>programme</span>"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><rect class=\"comp hollow\" x=\"13.5\" y=\"2.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>comparison</span></p>\n"
            + chart.Markup("Share of people matched by department and group. The figures are in the table that follows.") + "</figure>\n";
    }

    private static string Differences(ReportFigures figures)
    {
        if (figures.Cleared.Find(LinkageDifferences.Table) is not { Rows: > 0 } table)
            return "";
        var rows = Enumerable.Range(0, table.Rows).Select(r => (IReadOnlyList<string>)
        [
            Html.Text(figures.Facts.DepartmentTitle(table.Texts("department")[r]!)), Html.Text(table.Texts("figure")[r]!.Replace('_', ' ')),
            table.Doubles("difference")[r] is { } d ? $"{Html.Points(d)} ({Html.Points(table.Doubles("ci_low")[r])} to {Html.Points(table.Doubles("ci_high")[r])})" : Html.Symbol(table.Texts("symbol")[r]),
            Html.Number(table.Doubles("p_value")[r]), Html.Number(table.Doubles("p_value_adjusted")[r]),
        ]);
        return HtmlTable.Folded("Was one group linked better?", HtmlTable.Of(
            "Programme less comparison in percentage points with 95 % interval, clustered by family, not adjusted; adjusted p over the departments",
            ["Department", "Figure", "Difference", "p", "Adjusted p"], rows, textColumns: 2));
    }

    private static string Completeness(ReportFigures figures)
    {
        if (figures.Cleared.Find(LinkageCounts.Completeness) is not { } table)
            return "";
        var rows = Rows(table, "identifier", "given").Where(r => r.Dimension == CountTable.All).Select(r => (IReadOnlyList<string>)
            [r.Measure == "upn" ? "UPN" : "National Insurance number", r.Group, Html.Count(r.People, r.Symbol), Html.Percent(r.Share, r.Symbol)]);
        return HtmlTable.Folded("Identifiers that councils gave", HtmlTable.Of("Share of people with a valid identifier", ["Identifier", "Group", "People", "Given"], rows, textColumns: 2));
    }

    private static string Expected(ReleaseTable table, string figure, int row) => Html.Percent(table.Doubles(figure)[row], table.Texts(figure + "_symbol")[row], decimals: 2);

    private static IEnumerable<Row> Rows(ReleaseTable t, string measure, string category) => Enumerable.Range(0, t.Rows).Select(r => new Row(
        r, t.Texts(measure)[r]!, t.Texts("group")[r]!, t.Texts("dimension")[r]!, t.Texts("level")[r]!, t.Longs("people")[r],
        t.Doubles($"{category}_share")[r], t.Texts($"{category}_symbol")[r] ?? t.Texts("people_symbol")[r]));

    private sealed record Row(int Place, string Measure, string Group, string Dimension, string Level, long? People, double? Share, string? Symbol);
}
