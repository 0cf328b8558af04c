using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>Everything that a release would like to say, before disclosure control.</summary>
internal static class ReleaseProposal
{
    public const string Flow = "flow";
    public const string DataQuality = "data_quality";

    public static IReadOnlyList<ProposedOutput> Of(PanelData panel, EvaluationResult evaluation)
    {
        var breakdown = Breakdown.Of(panel.People);
        return
        [
            OutcomeCounts.Of(panel, breakdown),
            LinkageCounts.QualityOf(panel.People, breakdown),
            LinkageCounts.StandingOf(panel.People, breakdown),
            LinkageDifferences.Of(panel.People),
            LinkageCounts.CompletenessOf(panel.People, breakdown),
            EvaluationOutputs.OverlapOf(evaluation),
            EvaluationOutputs.EffectsOf(evaluation, panel),
            .. EvaluationOutputs.SubgroupsOf(evaluation),
            EvaluationOutputs.BalanceOf(evaluation),
            AmountMeans.Of(panel, breakdown),
            new ProposedFlow(Flow, [.. Steps(panel.Info)]),
            new ProposedQuality(DataQuality, [.. panel.Info.Departments.SelectMany(d => d.Quality.Select(q => new QualityRow(d.Code, q.Rule, q.Misfits, q.Values)))]),
            PanelRecords.Of(panel),
        ];
    }

    /// <summary>Without the departments' stages: people by link standing are in tables of their own, and the same number twice could undo the control of one.</summary>
    private static IEnumerable<FlowStep> Steps(PanelInfo info)
    {
        var departments = info.Departments.Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        return info.Flow.Where(f => !departments.Contains(f.Stage)).Select(f => new FlowStep(f.Stage, f.Reason, f.People));
    }
}
