using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Propensities by group: comparisons need people of both groups at the same height.</summary>
internal static class OverlapMapper
{
    /// <summary>Null where the release has no such table, or no main design in it.</summary>
    public static OverlapModel? Map(ReportFigures figures)
    {
        if (figures.Cleared.Find(EvaluationOutputs.Overlap) is not { Rows: > 0 } table)
            return null;
        var rows = Enumerable.Range(0, table.Rows).Select(r => new Bin(
            table.Texts("design")[r]!, table.Texts("group")[r]!, table.Texts("dimension")[r]!, table.Texts("level")[r]!,
            Figures.Count(table.Longs("people")[r], table.Texts("people_symbol")[r]))).ToList();
        var main = rows.Select(r => r.Design).Distinct(StringComparer.Ordinal).Where(d => d.EndsWith(".main", StringComparison.Ordinal)).ToList();
        var design = main.Find(d => d.Contains($".{PanelWindow.Cumulative.Name}.", StringComparison.Ordinal)) ?? main.FirstOrDefault();
        if (design is null)
            return null;
        var bins = rows.Where(r => r.Design == design && r.Dimension != CountTable.All).ToLookup(r => r.Level, StringComparer.Ordinal);
        return new OverlapModel(DesignNames.Of(design, figures.Facts), [.. bins.Select(b => new PropensityBin(
            b.Key.Replace("-", " to ", StringComparison.Ordinal), b.First(r => r.Group == Breakdown.Programme).People, b.First(r => r.Group == Breakdown.Comparison).People))]);
    }

    private sealed record Bin(string Design, string Group, string Dimension, string Level, CountFigure People);
}
