using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.TestData;

/// <summary>Estimates of the first outcome of a made-up panel over 24 months, each beside its truth.</summary>
internal static class PanelEstimates
{
    public static IEnumerable<(string Name, EffectEstimate Estimate, double Truth)> Of(int families, int seed, SimulatedPanel.Scene scene, bool linkSensitivity = false)
    {
        var panel = SimulatedPanel.Make(families, seed, scene);
        var first = panel.Data.Outcomes[0];
        var windows = first.Windows.Where(w => w.Window.IsBefore || w.Window == PanelWindow.Cumulative);
        var cumulative = panel.Data with { Outcomes = [first with { Windows = [.. windows] }, .. panel.Data.Outcomes.Skip(1).Select(OnlyBaselines)] };
        return EffectEstimation.Run(cumulative, new EvaluationOptions { Threads = 1, LinkSensitivity = linkSensitivity, MatchingWithReplacement = !linkSensitivity }).Effects
            .Where(e => e.Estimate is not null && string.Equals(e.Outcome, first.Outcome, StringComparison.Ordinal))
            .Select(e => (e.Estimator, e.Estimate!, panel.Truth(e.Outcome, e.Window)));
    }

    private static OutcomePanel OnlyBaselines(OutcomePanel outcome) => outcome with { Windows = [.. outcome.Windows.Where(w => w.Window.IsBefore)] };
}
