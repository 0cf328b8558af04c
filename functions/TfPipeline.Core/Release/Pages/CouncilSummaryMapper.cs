using TfPipeline.Core.Release.Proposals;
using TfPipeline.Reports.CouncilSummaries;

namespace TfPipeline.Core.Release.Pages;

/// <summary>What a council's summary page shows.</summary>
internal static class CouncilSummaryMapper
{
    public static CouncilSummaryModel Map(CouncilSummary summary, ReleaseFacts facts, EnglandEffects england) => new(
        summary.Council,
        summary.Release,
        summary.Synthetic,
        [.. summary.Outcomes.Select(f => ToLine(f, facts.Outcome(f.Measure)?.Title ?? f.Measure))],
        [.. summary.Linkage.Select(f => ToLine(f, facts.DepartmentTitle(f.Measure)))],
        england.Lines,
        england.Subgroups.OfCouncil(summary.Council, england.Outcomes));

    private static SummaryLine ToLine(CouncilSummary.Figure figure, string title)
        => new(title, figure.Group == Breakdown.Programme ? "Programme" : "Comparison", ToShare(figure.Council), ToShare(figure.England));

    private static SummaryShare ToShare(CouncilSummary.Part? part) => new(Figures.Share(part?.Share, part?.Symbol), Figures.Count(part?.People, part?.Symbol));
}
