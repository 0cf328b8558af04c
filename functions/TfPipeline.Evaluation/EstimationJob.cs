using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>What is estimated from a sample.</summary>
internal enum JobKind
{
    /// <summary>Naive, weighted and matched estimates of one outcome in one window.</summary>
    Main,

    /// <summary>Difference-in-differences.</summary>
    Change,

    /// <summary>Every half-year against the last one before the index date.</summary>
    EventStudy,

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
    /// <summary>The columns of an event study in order of time; empty for every other kind.</summary>
    public IReadOnlyList<OutcomeColumn> Periods { get; private init; } = [];

    /// <summary>The job for each window that it gives an estimate of: itself, or one a period of an event study but the reference.</summary>
    public IEnumerable<EstimationJob> Places => Kind == JobKind.EventStudy ? Periods.Where(p => p != Column).Select(p => this with { Column = p }) : [this];

    public (string Outcome, string Window) Place => (Outcome.Outcome, Column.Window.Name);

    public string Id => $"{Outcome.Outcome}.{Column.Window.Name}.{KindName}";

    /// <summary>Every job on a panel's own links, in the order of outcomes and windows.</summary>
    public static IEnumerable<EstimationJob> Of(PanelData panel) => Shared(AllOf(panel));

    private static IEnumerable<EstimationJob> AllOf(PanelData panel)
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

            if (EventStudyOf(outcome) is { } study)
                yield return study;
        }
    }

    /// <summary>
    /// The event study of an outcome over the half-years in which most people of the reference have a value: one in which few have would
    /// decide who is in it. Null without the reference or without a half-year after the index date.
    /// </summary>
    private static EstimationJob? EventStudyOf(OutcomePanel outcome)
    {
        if (outcome.Find(PanelWindow.HalfYears.Last(w => w.IsBefore)) is not { } reference)
            return null;
        var people = Count(reference);
        OutcomeColumn[] periods = [.. PanelWindow.HalfYears.Select(outcome.Find).OfType<OutcomeColumn>().Where(c => 2 * Count(reference, c) > people)];
        return people == 0 || Array.TrueForAll(periods, p => p.Window.IsBefore)
            ? null
            : new EstimationJob(JobKind.EventStudy, "event_study", outcome, reference, null, AnalysisSample.Of(periods)) { Periods = periods };

        static int Count(params OutcomeColumn[] columns) => AnalysisSample.Of(columns).Units.Length;
    }

    /// <summary>The jobs on a panel under another set of links.</summary>
    public static IEnumerable<EstimationJob> OfLinkSet(PanelData panel, string estimator, string set, JobKind kind) => Shared(
        from outcome in panel.Outcomes
        from column in outcome.Windows
        where !column.Window.IsBefore
        select new EstimationJob(kind, set, outcome, column, null, AnalysisSample.Of(column), estimator));

    /// <summary>Jobs of equal samples hold one list of people: most outcomes of a department are of the same ones.</summary>
    private static IEnumerable<EstimationJob> Shared(IEnumerable<EstimationJob> jobs)
    {
        var samples = new Dictionary<string, AnalysisSample>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            samples.TryAdd(job.Sample.Key, job.Sample);
            yield return job with { Sample = samples[job.Sample.Key] };
        }
    }

    public OutcomeEffect Effect(string estimator, string? design, EffectEstimate? estimate, string? notEstimated, IEnumerable<string> flags) =>
        new(Outcome.Outcome, Outcome.Definition.Department, Column.Window.Name, estimator, design, estimate, notEstimated, [.. flags]);
}
