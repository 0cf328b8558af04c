using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Propensities by group, back to back: comparisons need people of both groups at the same height.</summary>
internal static class OverlapSection
{
    public static string Of(ReportFigures figures)
    {
        if (figures.Cleared.Find(EvaluationOutputs.Overlap) is not { Rows: > 0 } table)
            return "<p>No overlap figures are in this release.</p>\n";
        var rows = Enumerable.Range(0, table.Rows).Select(r => new Bin(
            table.Texts("design")[r]!, table.Texts("group")[r]!, table.Texts("dimension")[r]!, table.Texts("level")[r]!,
            table.Longs("people")[r], table.Texts("people_symbol")[r])).ToList();
        var main = rows.Select(r => r.Design).Distinct(StringComparer.Ordinal).Where(d => d.EndsWith(".main", StringComparison.Ordinal)).ToList();
        var design = main.Find(d => d.Contains($".{PanelWindow.Cumulative.Name}.", StringComparison.Ordinal)) ?? main.FirstOrDefault();
        if (design is null)
            return "<p>No overlap figures are in this release.</p>\n";
        var bins = rows.Where(r => r.Design == design && r.Dimension != CountTable.All).ToLookup(r => r.Level, StringComparer.Ordinal);
        var pairs = bins.Select(b => (Level: b.Key, Programme: b.First(r => r.Group == Breakdown.Programme), Comparison: b.First(r => r.Group == Breakdown.Comparison))).ToList();
        return "<p>How likely each person was to be on the programme, given everything known before. Where one side is empty, nobody can be compared. Small bins are withheld.</p>\n"
            + Chart(pairs, DesignNames.Of(design, figures.Facts)) + HtmlTable.Folded("Figures as a table", Table(pairs))
            + "<p class=\"note\">Table: <code>tables/overlap.parquet</code>; every design is there.</p>\n";
    }

    private static string Chart(List<(string Level, Bin Programme, Bin Comparison)> pairs, string design)
    {
        var most = pairs.Max(p => Math.Max(p.Programme.People ?? 0, p.Comparison.People ?? 0));
        var scale = Scale.Over([-most, most]);
        var chart = new RowChart(scale, t => Html.Count((long)Math.Abs(t), null), "programme", "comparison");
        foreach (var (level, programme, comparison) in pairs)
        {
            chart.Row(
                Html.Text(level.Replace("-", " to ", StringComparison.Ordinal)),
                (programme.People is { } p ? chart.Bar(-p, 0, "prog") : "") + (comparison.People is { } c ? chart.Bar(0, c, "comp") : ""),
                $"{Html.Count(programme.People, programme.Symbol)} | {Html.Count(comparison.People, comparison.Symbol)}");
        }

        return $"<figure><figcaption>People by propensity: model {Html.Text(design)}</figcaption>\n"
            + chart.Markup("Propensity histogram of programme and comparison group, back to back. The figures are in the table that follows.") + "</figure>\n";
    }

    private static string Table(List<(string Level, Bin Programme, Bin Comparison)> pairs) => HtmlTable.Of(
        "People by propensity",
        ["Propensity", "Programme", "Comparison"],
        pairs.Select(p => (IReadOnlyList<string>)
            [Html.Text(p.Level.Replace("-", " to ", StringComparison.Ordinal)), Html.Count(p.Programme.People, p.Programme.Symbol), Html.Count(p.Comparison.People, p.Comparison.Symbol)]));

    private sealed record Bin(string Design, string Group, string Dimension, string Level, long? People, string? Symbol);
}
