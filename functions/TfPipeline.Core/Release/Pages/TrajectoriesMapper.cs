using TfPipeline.Core.Release.Proposals;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>How the two groups went, window by window, before any adjustment.</summary>
internal static class TrajectoriesMapper
{
    private static readonly IReadOnlyList<PanelWindow> Windows = PanelWindow.HalfYears;

    public static TrajectoriesModel Map(ReportFigures figures, ReportOutcomes outcomes) => new(
        [.. Windows.Select(w => new TrajectoryWindow(FormattableString.Invariant($"{Math.Abs(w.FirstMonth)}–{Math.Abs(w.LastMonth)}"), ReportFigures.WindowTitle(w.Name), w.IsBefore))],
        [.. outcomes.Events
            .Select(o => new Trajectory(o.Facts, Shares(figures, o.Definition.Code, Breakdown.Programme), Shares(figures, o.Definition.Code, Breakdown.Comparison)))
            .Where(t => t.Programme.Any(s => s.Value is not null))]);

    private static ShareFigure[] Shares(ReportFigures figures, string outcome, string group)
        => [.. Windows.Select(w => figures.ShareOf(outcome, w.Name, group)).Select(s => Figures.Share(s?.Value, s?.Symbol))];
}
