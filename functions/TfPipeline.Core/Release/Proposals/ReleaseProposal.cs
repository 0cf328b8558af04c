using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>Everything that a release would like to say, before disclosure control.</summary>
internal static class ReleaseProposal
{
    public const string Flow = "flow";

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
            EvaluationOutputs.BalanceOf(evaluation),
            AmountMeans.Of(panel, breakdown),
            FlowCounts.Of(panel, Flow),
            PanelRecords.Of(panel),
        ];
    }
}
