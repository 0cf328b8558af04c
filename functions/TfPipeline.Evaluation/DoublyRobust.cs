namespace TfPipeline.Evaluation;

/// <summary>
/// Augmented inverse-probability weighting for the effect on the programme group (Robins, Rotnitzky and Zhao, Journal of the American
/// Statistical Association 89, 1994; for the ATT, Mercatanti and Li, Annals of Applied Statistics 8, 2014): odds weights on what an outcome model
/// leaves unexplained. It is right when the propensity model or the outcome model is.
/// </summary>
public static class DoublyRobust
{
    /// <summary>
    /// Equation (18) of docs/methods/evaluation.md. The outcome model is fitted in comparison alone, on the covariates of the propensity model:
    /// logistic where every value is zero or one, else linear. The standard error stacks both models' estimating equations.
    /// </summary>
    /// <remarks><paramref name="fit"/> must be fitted on the same units in the same order.</remarks>
    public static EffectEstimate Estimate(LogisticFit fit, bool[] treated, double[] outcome, int[] clusters, WeightingOptions? options = null) =>
        WithInfluence(fit, treated, outcome, clusters, options).Estimate;

    internal static (EffectEstimate Estimate, double[] Influence) WithInfluence(LogisticFit fit, bool[] treated, double[] outcome, int[] clusters, WeightingOptions? options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(fit.Fitted.Length, treated.Length, "treatment");
        Inputs.RefuseUnfit(treated.Length, outcome, clusters);
        var weights = AttWeights.Create(fit, treated, options);
        var model = OutcomeModel.Fit(fit, treated, outcome);
        var unexplained = new double[outcome.Length];
        for (var i = 0; i < outcome.Length; i++)
            unexplained[i] = outcome[i] - model.Fitted[i];
        var means = WeightedMeans.Of(treated, unexplained, weights.Values);
        PropensityInfluence.AddTo(means, fit, treated, unexplained, weights);
        var effect = Inference.Combine(means.ProgrammeInfluence, means.ComparisonInfluence, 1, 1);
        AddOutcomeModel(effect, model, means, treated, unexplained, weights.Values);

        // As for a change: the mean without the programme is the programme group's own mean less the effect.
        var level = WeightedMeans.Of(treated, outcome, weights.Values);
        var (codes, count) = ClusterVariance.Compact(clusters);
        return (Inference.Build(
            (level.Programme, level.Programme - (means.Programme - means.Comparison)),
            Inference.FromInfluence(level.ProgrammeInfluence, Inference.Combine(level.ProgrammeInfluence, effect, 1, 1), codes, count),
            level.Sizes(codes, count, count, weights.ShareOfProgrammeDropped)), effect);
    }

    private static void AddOutcomeModel(double[] effect, OutcomeModel model, WeightedMeans means, bool[] treated, double[] unexplained, double[] weights)
    {
        if (model.Equations is not { } equations)
            return;
        var slope = new double[effect.Length];
        for (var i = 0; i < slope.Length; i++)
            slope[i] = model.Slope(i) * weights[i] * (treated[i] ? -1 / means.ProgrammeWeight : 1 / means.ComparisonWeight);
        var lift = PropensityInfluence.Lift(equations, slope);
        for (var i = 0; i < lift.Length; i++)
            effect[i] += treated[i] ? 0 : lift[i] * unexplained[i];
    }
}
