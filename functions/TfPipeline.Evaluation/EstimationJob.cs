using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>What is estimated from a sample.</summary>
internal enum JobKind
{
    /// <summary>Naive, weighted and matched estimates of one outcome in one window.</summary>
    Main,

    /// <summary>Difference-in-differences.</summary>
    Change,

    /// <summary>The placebo before the index date.</summary>
    Placebo,

    /// <summary>The weighted estimate under another set of links.</summary>
    LinkSet,

    /// <summary>The weighted estimate under a further draw of links. Only the estimate is kept; the first draw's diagnostics represent all draws.</summary>
    FurtherDraw,
}

/// <summary>One outcome in one window, to be estimated one way.</summary>
/// <param name="Kind">What is estimated.</param>
/// <param name="KindName">The same in names of designs.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Column">Its values.</param>
/// <param name="Baseline">Its values before the index date, for a change.</param>
/// <param name="Sample">The people.</param>
/// <param name="Estimator">The estimator of a set of links; null for every other kind.</param>
internal sealed record EstimationJob(
    JobKind Kind, string KindName, OutcomePanel Outcome, OutcomeColumn Column, OutcomeColumn? Baseline, AnalysisSample Sample, string? Estimator = null)
{
    public (string Outcome, string Window) Place => (Outcome.Outcome, Column.Window.Name);

    public string Id => $"{Outcome.Outcome}.{Column.Window.Name}.{KindName}";

    /// <summary>Every job on a panel's own links, in the order of outcomes and windows.</summary>
    public static IEnumerable<EstimationJob> Of(PanelData panel)
    {
        foreach (var outcome in panel.Outcomes)
        {
            var baseline = outcome.Find(PanelWindow.Baseline);
            if (baseline is not null)
                yield return new EstimationJob(JobKind.Placebo, "placebo", outcome, baseline, null, AnalysisSample.Of(baseline));
            foreach (var column in outcome.Windows.Where(c => !c.Window.IsBefore))
            {
                yield return new EstimationJob(JobKind.Main, "main", outcome, column, null, AnalysisSample.Of(column));

                // Half a year less a whole one is no change, whatever happened.
                if (outcome.Find(column.Window.Before) is { } same)
                    yield return new EstimationJob(JobKind.Change, "change", outcome, column, same, AnalysisSample.Of(column, same));
            }
        }
    }

    /// <summary>The jobs on a panel under another set of links.</summary>
    public static IEnumerable<EstimationJob> OfLinkSet(PanelData panel, string estimator, string set, JobKind kind) =>
        from outcome in panel.Outcomes
        from column in outcome.Windows
        where !column.Window.IsBefore
        select new EstimationJob(kind, set, outcome, column, null, AnalysisSample.Of(column), estimator);

    public OutcomeEffect Effect(string estimator, string? design, EffectEstimate? estimate, string? notEstimated, IEnumerable<string> flags) =>
        new(Outcome.Outcome, Outcome.Definition.Department, Column.Window.Name, estimator, design, estimate, notEstimated, [.. flags]);
}
