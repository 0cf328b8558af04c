using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Reports;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>How well the groups were linked: a difference between them can look like an effect.</summary>
internal static class LinkageMapper
{
    /// <summary>Null where the release has no such table.</summary>
    public static LinkageQualityModel? Map(ReportFigures figures)
    {
        if (figures.Cleared.Find(LinkageCounts.Quality) is not { Rows: > 0 } table)
            return null;
        var rows = Rows(table, "department", "match").ToList();
        return new LinkageQualityModel(
            [.. rows.Where(r => r.Dimension == CountTable.All).GroupBy(r => r.Measure, StringComparer.Ordinal).Select(d => new DepartmentMatches(
                figures.Facts.DepartmentTitle(d.Key), ShareOf(d, Breakdown.Programme), ShareOf(d, Breakdown.Comparison)))],
            [.. rows.Where(r => r.Dimension is CountTable.All or "age_band").Select(r => new MatchDetail(
                figures.Facts.DepartmentTitle(r.Measure), r.Group, r.Dimension == CountTable.All ? "all" : r.Level, r.People, r.Share,
                Expected(table, LinkageCounts.Precision, r.Place), Expected(table, LinkageCounts.Recall, r.Place)))],
            Differences(figures),
            Identifiers(figures));
    }

    private static ShareFigure ShareOf(IEnumerable<Row> department, string group) => department.FirstOrDefault(r => r.Group == group)?.Share ?? default;

    private static List<MatchDifference> Differences(ReportFigures figures) => figures.Cleared.Find(LinkageDifferences.Table) is not { } table ? [] :
    [
        .. Enumerable.Range(0, table.Rows).Select(r => new MatchDifference(
            figures.Facts.DepartmentTitle(table.Texts("department")[r]!), table.Texts("figure")[r]!.Replace('_', ' '),
            Figures.Share(table.Doubles("difference")[r], table.Texts("symbol")[r]), table.Doubles("ci_low")[r], table.Doubles("ci_high")[r],
            table.Doubles("p_value")[r], table.Doubles("p_value_adjusted")[r])),
    ];

    private static List<IdentifierCompleteness> Identifiers(ReportFigures figures) => figures.Cleared.Find(LinkageCounts.Completeness) is not { } table ? [] :
    [
        .. Rows(table, "identifier", "given").Where(r => r.Dimension == CountTable.All)
            .Select(r => new IdentifierCompleteness(r.Measure == "upn" ? "UPN" : "National Insurance number", r.Group, r.People, r.Share)),
    ];

    private static ShareFigure Expected(ReleaseTable table, string figure, int row) => Figures.Share(table.Doubles(figure)[row], table.Texts(figure + "_symbol")[row]);

    private static IEnumerable<Row> Rows(ReleaseTable t, string measure, string category) => Enumerable.Range(0, t.Rows).Select(r =>
    {
        var symbol = t.Texts($"{category}_symbol")[r] ?? t.Texts("people_symbol")[r];
        return new Row(
            r, t.Texts(measure)[r]!, t.Texts("group")[r]!, t.Texts("dimension")[r]!, t.Texts("level")[r]!,
            Figures.Count(t.Longs("people")[r], symbol), Figures.Share(t.Doubles($"{category}_share")[r], symbol));
    });

    private sealed record Row(int Place, string Measure, string Group, string Dimension, string Level, CountFigure People, ShareFigure Share);
}
