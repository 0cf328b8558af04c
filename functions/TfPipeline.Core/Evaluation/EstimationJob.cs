using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Evaluation;

/// <summary>What is estimated from a sample.</summary>
internal enum JobKind
{
    /// <summary>Naive, weighted and matched estimates of one outcome in one window.</summary>
    Main,

    /// <summary>Difference-in-differences.</summary>
    Change,

    /// <summary>The placebo before the index date.</summary>
    Placebo,

    /// <summary>Weighted estimates without Possible links.</summary>
    WithoutPossible,
}

/// <summary>One outcome in one window, to be estimated one way.</summary>
internal sealed record EstimationJob(JobKind Kind, OutcomePanel Outcome, OutcomeColumn Column, OutcomeColumn? Baseline, AnalysisSample Sample)
{
    public string Id => $"{Outcome.Outcome}.{Column.Window.Name}.{KindName}";

    public string KindName => Kind switch
    {
        JobKind.Main => "main",
        JobKind.Change => "change",
        JobKind.Placebo => "placebo",
        _ => "without_possible_links",
    };

    /// <summary>Every job of a panel, in the order of outcomes and windows.</summary>
    public static IEnumerable<EstimationJob> Of(PanelData panel, PanelData? withoutPossible)
    {
        for (var o = 0; o < panel.Outcomes.Count; o++)
        {
            var outcome = panel.Outcomes[o];
            var baseline = outcome.Find(PanelWindow.Baseline);
            if (baseline is not null)
                yield return new EstimationJob(JobKind.Placebo, outcome, baseline, null, AnalysisSample.Of(baseline));
            foreach (var column in outcome.Windows.Where(c => !c.Window.IsBefore))
            {
                yield return new EstimationJob(JobKind.Main, outcome, column, null, AnalysisSample.Of(column));
                if (baseline is not null)
                    yield return new EstimationJob(JobKind.Change, outcome, column, baseline, AnalysisSample.Of(column, baseline));
                if (withoutPossible?.Outcomes[o] is { } strict && strict.Find(column.Window) is { } strictColumn)
                    yield return new EstimationJob(JobKind.WithoutPossible, strict, strictColumn, null, AnalysisSample.Of(strictColumn));
            }
        }
    }

    public OutcomeEffect Effect(string estimator, string? design, EffectEstimate? estimate, string? notEstimated, IEnumerable<string> flags) =>
        new(Outcome.Outcome, Outcome.Definition.Department, Column.Window.Name, estimator, design, estimate, notEstimated, [.. flags]);
}
