using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Evaluation;

/// <summary>From a panel to effects: every outcome, window and estimator, with what a reader needs to judge them.</summary>
public static class EffectEstimation
{
    /// <summary>
    /// Estimates everything that the panel holds. People without a value in an outcome and window are left out of its estimates and
    /// counted in the flow; missing is never zero. Comparison families that joined later stay in comparison (as assigned).
    /// </summary>
    /// <remarks>
    /// The same panel gives the same bits whatever the threads. Outcomes that cannot be estimated are results with a reason, not
    /// exceptions. Memory: one matrix of covariates per thread, 8 bytes × people × covariates.
    /// </remarks>
    public static EvaluationResult Run(PanelData panel, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        options ??= new EvaluationOptions();
        var strict = options.LinkSensitivity ? panel.WithoutPossibleLinks() : null;
        var covariates = PanelCovariates.Of(panel, options);
        var earlier = covariates.Where(c => !string.Equals(c.Window, PanelWindow.Baseline.Name, StringComparison.Ordinal)).ToArray();
        var strictCovariates = strict is null ? [] : PanelCovariates.Of(strict, options);
        var samples = EstimationJob.Of(panel, strict)
            .GroupBy(j => (Covariates: j.Kind == JobKind.Change ? JobKind.Main : j.Kind, j.Sample.Key))
            .Select(g => g.ToArray()).ToArray();
        var made = new (IReadOnlyList<OutcomeEffect> Effects, IReadOnlyList<DesignReport> Designs)[samples.Length];
        Parallel.For(0, samples.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Threads) }, s =>
        {
            var kind = samples[s][0].Kind;
            var columns = kind switch { JobKind.Placebo => earlier, JobKind.WithoutPossible => strictCovariates, _ => covariates };
            made[s] = SampleEstimation.Run(kind == JobKind.WithoutPossible ? strict! : panel, columns, samples[s], options);
        });
        var effects = PlaceboCheck.Flag(AdjustedTests.Adjust(Order(panel, made.SelectMany(m => m.Effects))));
        return new EvaluationResult
        {
            RunId = panel.Info.RunId,
            Synthetic = panel.Info.Synthetic,
            Effects = effects,
            Designs = [.. made.SelectMany(m => m.Designs).OrderBy(d => d.Id, StringComparer.Ordinal)],
            Flow = [.. PanelFlow.Of(panel)],
            Assumptions = [.. panel.Outcomes.Select(o => PanelFlow.Assumption(o.Definition))],
            Caveats = [.. EvaluationCaveats.Of(panel, effects)],
        };
    }

    private static OutcomeEffect[] Order(PanelData panel, IEnumerable<OutcomeEffect> effects)
    {
        var outcomes = panel.Outcomes.Select((o, i) => (o.Outcome, i)).ToDictionary(p => p.Outcome, p => p.i, StringComparer.Ordinal);
        var windows = PanelWindow.All.Select((w, i) => (w.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var estimators = Estimators.All.Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i, StringComparer.Ordinal);
        return [.. effects.OrderBy(e => outcomes[e.Outcome]).ThenBy(e => windows[e.Window]).ThenBy(e => estimators[e.Estimator])];
    }
}
