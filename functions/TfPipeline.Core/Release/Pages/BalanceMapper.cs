using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>How alike the groups are before and after adjustment.</summary>
internal static class BalanceMapper
{
    /// <summary>Null where the release has no such table.</summary>
    public static BalanceModel? Map(ReportFigures figures)
    {
        if (figures.Cleared.Find(EvaluationOutputs.Balance) is not { Rows: > 0 } table)
            return null;
        var rows = Rows(table).Where(r => r.Kind == "main").ToList();
        var design = MainDesign(rows);
        return new BalanceModel(DesignNames.Of(design, figures.Facts), Covariates(rows.Where(r => r.Design == design)), Designs(rows, figures.Facts));
    }

    private static List<CovariateLine> Covariates(IEnumerable<Row> rows) =>
    [
        .. rows.Where(r => r.Method == Estimators.AttWeights && r.Before is not null && r.After is not null)
            .OrderByDescending(r => Math.Abs(r.Before!.Value)).ThenBy(r => r.Covariate, StringComparer.Ordinal)
            .Select(r => new CovariateLine(DesignNames.Covariate(r.Covariate), r.Before!.Value, r.After!.Value, r.RatioBefore, r.RatioAfter)),
    ];

    private static List<DesignBalance> Designs(List<Row> rows, ReleaseFacts facts) =>
    [
        .. rows.Where(r => r.After is not null).GroupBy(r => (r.Design, r.Method)).Select(g => new DesignBalance(
            DesignNames.Of(g.Key.Design, facts), g.Key.Method.Replace('_', ' '), g.Max(r => Math.Abs(r.Before ?? 0)), g.Max(r => Math.Abs(r.After!.Value)))),
    ];

    /// <summary>The design of the cumulative window with the most shown covariates.</summary>
    private static string MainDesign(List<Row> rows) => rows.GroupBy(r => r.Design, StringComparer.Ordinal)
        .OrderByDescending(g => g.Key.Contains($".{PanelWindow.Cumulative.Name}.", StringComparison.Ordinal))
        .ThenByDescending(g => g.Count(r => r.Before is not null)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key).FirstOrDefault("");

    private static IEnumerable<Row> Rows(ReleaseTable t) => Enumerable.Range(0, t.Rows).Select(r => new Row(
        t.Texts("design")[r]!, t.Texts("kind")[r]!, t.Texts("method")[r]!, t.Texts("covariate")[r]!,
        t.Doubles("smd_before")[r], t.Doubles("smd_after")[r], t.Doubles("variance_ratio_before")[r], t.Doubles("variance_ratio_after")[r]));

    private sealed record Row(string Design, string Kind, string Method, string Covariate, double? Before, double? After, double? RatioBefore, double? RatioAfter);
}
