using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.Release;

/// <summary>A made-up panel with its evaluation, made once for all release tests.</summary>
internal static class SimulatedRelease
{
    private static readonly Lazy<(PanelData, EvaluationResult)> Made = new(() =>
    {
        var panel = SimulatedPanel.Make(1_500, 3, new() { LinkSets = true }).Data;
        panel = panel with
        {
            Info = panel.Info with
            {
                Flow =
                [
                    new("uploads", "rows_accepted", panel.People.Count + 46), new("uploads", "rows_refused", 23),
                    new("cohort", "withdrawn", 4), new("cohort", "merged", 38), new("cohort", "contaminated_comparison", 11),
                    new("panel", "people", panel.People.Count),
                ],
            },
        };
        return (panel, EffectEstimation.Run(panel, new EvaluationOptions { PrimaryOutcomes = ["outcome_0"] }));
    });

    public static PanelData Panel => Made.Value.Item1;

    public static EvaluationResult Evaluation => Made.Value.Item2;

    /// <summary>The same panel as another key gives it: other references, and people in another order with other family numbers.</summary>
    public static PanelData WithOtherKey()
    {
        var people = Panel.People;
        return Panel with
        {
            People = people with
            {
                PersonRef = Array.ConvertAll(people.PersonRef, r => "f" + r[1..]),
                FamilyRef = Array.ConvertAll(people.FamilyRef, r => "f" + r[1..]),
            },
            Info = Panel.Info with { KeyVersion = "other", RunId = Panel.Info.RunId },
        };
    }
}
