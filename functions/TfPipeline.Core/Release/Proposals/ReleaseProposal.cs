using TfPipeline.Core.Disclosure;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel;

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
            LinkageCounts.ErrorsOf(panel.People, breakdown),
            LinkageCounts.CompletenessOf(panel.People, breakdown),
            EvaluationOutputs.OverlapOf(evaluation),
            EvaluationOutputs.EffectsOf(evaluation, panel),
            EvaluationOutputs.BalanceOf(evaluation),
            AmountMeans.Of(panel, breakdown),
            new ProposedFlow(Flow, [.. panel.Info.Flow.Select(f => new FlowStep(f.Stage, f.Reason, f.People))]),
            PanelRecords.Of(panel),
        ];
    }
}
