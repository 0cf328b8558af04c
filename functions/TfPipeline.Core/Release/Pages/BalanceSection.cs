using System.Globalization;
using System.Text;
using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel;
using TfPipeline.Core.Release.Charts;
using TfPipeline.Core.Release.Proposals;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Love plot: how alike the groups are before and after adjustment.</summary>
internal static class BalanceSection
{
    private const double Imbalance = 0.1;
    private const int MostRows = 30;

    public static string Of(ReportFigures figures)
    {
        if (figures.Cleared.Find(EvaluationOutputs.Balance) is not { Rows: > 0 } table)
            return "<p>No balance figures are in this release.</p>\n";
        var rows = Rows(table).Where(r => r.Kind == "main").ToList();
        var design = MainDesign(rows);
        var weighted = rows.Where(r => r.Design == design && r.Method == Estimators.OddsWeights && r.Before is not null && r.After is not null)
            .OrderByDescending(r => Math.Abs(r.Before!.Value)).ThenBy(r => r.Covariate, StringComparer.Ordinal).ToList();
        var html = new StringBuilder("<p>Standardised differences between the groups in everything the adjustment knows. Within the dashed lines (0.1) the groups count as alike.</p>\n");
        if (weighted.Count > 0)
            html.Append(Love(weighted, DesignNames.Of(design, figures.Facts))).Append(HtmlTable.Folded("Figures as a table", Table(weighted)));
        html.Append(HtmlTable.Folded("Largest difference left in every design", Worst(rows, figures.Facts)));
        return html.Append("<p class=\"note\">Table: <code>tables/balance.parquet</code>. Covariates that set few people apart are withheld there.</p>\n").ToString();
    }

    private static string Love(List<Row> weighted, string design)
    {
        var shown = weighted.Take(MostRows).ToList();
        var chart = new RowChart(Scale.Over(shown.SelectMany(r => new[] { r.Before!.Value, r.After!.Value, Imbalance, -Imbalance })), t => Html.Number(t), "", "").WithLimit(Imbalance);
        foreach (var row in shown)
        {
            chart.Row(
                Html.Text(DesignNames.Covariate(row.Covariate)),
                chart.Square(row.Before!.Value, "comp hollow") + chart.Dot(row.After!.Value, "prog"),
                $"{Html.Number(row.Before)} → {Html.Number(row.After)}");
        }

        var some = weighted.Count > MostRows ? FormattableString.Invariant($", the {MostRows} largest of {weighted.Count} before adjustment") : "";
        return $"<figure><figcaption>Balance before and after odds weights{some}: model {Html.Text(design)}</figcaption>\n<p class=\"key\">"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><rect class=\"comp hollow\" x=\"13.5\" y=\"2.5\" width=\"9\" height=\"9\" stroke-width=\"2\"/></svg>before</span>"
            + "<span><svg aria-hidden=\"true\" viewBox=\"0 0 36 14\"><circle class=\"prog\" cx=\"18\" cy=\"7\" r=\"5\"/></svg>after</span></p>\n"
            + chart.Markup("Love plot: standardised differences before and after adjustment. The figures are in the table that follows.") + "</figure>\n";
    }

    private static string Table(List<Row> rows) => HtmlTable.Of(
        "Standardised differences and variance ratios, odds weights",
        ["Covariate", "Before", "After", "Variance ratio before", "Variance ratio after"],
        rows.Select(r => (IReadOnlyList<string>)[Html.Text(DesignNames.Covariate(r.Covariate)), Html.Number(r.Before), Html.Number(r.After), Html.Number(r.RatioBefore), Html.Number(r.RatioAfter)]));

    private static string Worst(List<Row> rows, ReleaseFacts facts) => HtmlTable.Of(
        "Largest standardised difference in size after adjustment, shown covariates",
        ["Design", "Method", "Before", "After"],
        rows.Where(r => r.After is not null).GroupBy(r => (r.Design, r.Method)).Select(g => (IReadOnlyList<string>)
        [
            Html.Text(DesignNames.Of(g.Key.Design, facts)), Html.Text(g.Key.Method.Replace('_', ' ')),
            g.Max(r => Math.Abs(r.Before ?? 0)).ToString("0.00", CultureInfo.InvariantCulture), g.Max(r => Math.Abs(r.After!.Value)).ToString("0.00", CultureInfo.InvariantCulture),
        ]),
        textColumns: 2);

    /// <summary>The design of the cumulative window with the most shown covariates.</summary>
    private static string MainDesign(List<Row> rows) => rows.GroupBy(r => r.Design, StringComparer.Ordinal)
        .OrderByDescending(g => g.Key.Contains($".{PanelWindow.Cumulative.Name}.", StringComparison.Ordinal))
        .ThenByDescending(g => g.Count(r => r.Before is not null)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).FirstOrDefault("");

    private static IEnumerable<Row> Rows(ReleaseTable t) => Enumerable.Range(0, t.Rows).Select(r => new Row(
        t.Texts("design")[r]!, t.Texts("kind")[r]!, t.Texts("method")[r]!, t.Texts("covariate")[r]!,
        t.Doubles("smd_before")[r], t.Doubles("smd_after")[r], t.Doubles("variance_ratio_before")[r], t.Doubles("variance_ratio_after")[r]));

    private sealed record Row(string Design, string Kind, string Method, string Covariate, double? Before, double? After, double? RatioBefore, double? RatioAfter);
}
