using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>From a panel to effects: every outcome, window and estimator, with what a reader needs to judge them.</summary>
public static class EffectEstimation
{
    /// <summary>
    /// Estimates everything that the panel holds. People without a value in an outcome and window are left out of its estimates and
    /// counted in the flow; missing is never zero. Comparison families that joined later stay in comparison (as assigned).
    /// </summary>
    /// <remarks>
    /// The same panel gives the same bits whatever the threads. Outcomes that cannot be estimated are results with a reason, not
    /// exceptions. Memory: one matrix of covariates per thread, a bit a person for each that is zero or one and eight bytes for others,
    /// and two more copies of the panel's columns while other sets of links are looked at.
    /// </remarks>
    public static EvaluationResult Run(PanelData panel, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panel);
        options ??= new EvaluationOptions();
        var made = SampleEstimation.RunAll(panel, EstimationJob.Of(panel), options);
        if (options.LinkSensitivity)
            made = made.And(LinkSetEstimation.Run(panel, made, options));
        var effects = LinkageSensitivityFlag.Flag(PreTrendFlag.Flag(PlaceboFlag.Flag(AdjustedTests.Adjust(Order(panel, made.Effects)))));
        return new EvaluationResult
        {
            RunId = panel.Info.RunId,
            Synthetic = panel.Info.Synthetic,
            Effects = effects,
            Subgroups = [.. PanelSubgroups.Flag(panel.Outcomes.SelectMany(o => made.Subgroups.Where(s => string.Equals(s.Outcome, o.Outcome, StringComparison.Ordinal))), effects)],
            Designs = [.. made.Designs.OrderBy(d => d.Id, StringComparer.Ordinal)],
            Flow = [.. PanelFlow.Of(panel).Select(f => f with { OutsideSupport = Outside(f, effects) })],
            Assumptions = [.. panel.Outcomes.Select(o => PanelFlow.Assumption(o.Definition))],
            Caveats = [.. EvaluationCaveats.Of(panel, effects)],
        };
    }

    private static int Outside(SampleFlow flow, OutcomeEffect[] effects)
    {
        var main = Array.Find(effects, e => string.Equals(e.Outcome, flow.Outcome, StringComparison.Ordinal)
            && string.Equals(e.Window, flow.Window, StringComparison.Ordinal) && e.Estimator is Estimators.AttWeights or Estimators.Placebo);
        return main?.Support is not { } support ? 0 : string.Equals(flow.Group, "programme", StringComparison.Ordinal) ? support.Programme : support.Comparison;
    }

    private static OutcomeEffect[] Order(PanelData panel, IEnumerable<OutcomeEffect> effects)
    {
        var outcomes = panel.Outcomes.Select((o, i) => (o.Outcome, i)).ToDictionary(p => p.Outcome, p => p.i, StringComparer.Ordinal);
        var windows = PanelWindow.All.Select((w, i) => (w.Name, i)).ToDictionary(p => p.Name, p => p.i, StringComparer.Ordinal);
        var estimators = Estimators.All.Select((e, i) => (e, i)).ToDictionary(p => p.e, p => p.i, StringComparer.Ordinal);
        return [.. effects.OrderBy(e => outcomes[e.Outcome]).ThenBy(e => windows[e.Window]).ThenBy(e => estimators[e.Estimator])];
    }
}
