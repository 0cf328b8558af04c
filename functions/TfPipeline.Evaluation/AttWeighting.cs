namespace TfPipeline.Evaluation;

/// <summary>Effect on the programme group (ATT) by weighting with the odds of the propensity score.</summary>
public static class AttWeighting
{
    /// <summary>
    /// Difference between the programme mean and the weighted comparison mean, equation (4) of docs/methods/evaluation.md. The standard error,
    /// equations (5) and (6), comes from influence values that include the estimation of the propensity score (stacked estimating equations,
    /// as in Lunceford and Davidian, Statistics in Medicine 23, 2004), summed by cluster.
    /// </summary>
    /// <remarks>
    /// <paramref name="fit"/> must be fitted on the same units in the same order. Trimming limits and caps count as fixed.
    /// </remarks>
    public static EffectEstimate Estimate(
        LogisticFit fit, bool[] treated, double[] outcome, int[] clusters, WeightingOptions? options = null) =>
        Estimate(fit, treated, outcome, null, clusters, options);

    /// <summary>
    /// The same on changes since <paramref name="baseline"/>: difference-in-differences on the weighted groups. Its counterfactual is
    /// right when, given the covariates, both groups would have changed alike. The propensity model must leave out the baseline itself.
    /// </summary>
    public static EffectEstimate EstimateChange(
        LogisticFit fit, bool[] treated, double[] outcome, double[] baseline, int[] clusters, WeightingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        Inputs.RefuseUnequal(treated.Length, baseline.Length, "baseline");
        Inputs.RefuseNonFinite(baseline, "baseline");
        return Estimate(fit, treated, outcome, baseline, clusters, options);
    }

    private static EffectEstimate Estimate(
        LogisticFit fit, bool[] treated, double[] outcome, double[]? baseline, int[] clusters, WeightingOptions? options) =>
        WithInfluence(fit, treated, outcome, baseline, clusters, options).Estimate;

    /// <summary>The estimate with each unit's influence on the effect, for tests of several effects together.</summary>
    internal static (EffectEstimate Estimate, double[] Influence) WithInfluence(
        LogisticFit fit, bool[] treated, double[] outcome, double[]? baseline, int[] clusters, WeightingOptions? options)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(fit.Fitted.Length, treated.Length, "treatment");
        Inputs.RefuseUnfit(treated.Length, outcome, clusters);
        var weights = AttWeights.Create(fit, treated, options);
        var change = baseline is null ? outcome : Difference(outcome, baseline);
        var means = WeightedMeans.Of(treated, change, weights.Values);
        PropensityInfluence.AddTo(means, fit, treated, change, weights);
        var (codes, count) = ClusterVariance.Compact(clusters);
        var effect = Inference.Combine(means.ProgrammeInfluence, means.ComparisonInfluence, 1, 1);
        if (baseline is null)
        {
            return (Inference.Build(
                (means.Programme, means.Comparison),
                Inference.FromInfluence(means.ProgrammeInfluence, means.ComparisonInfluence, codes, count),
                means.Sizes(codes, count, count, weights.ShareOfProgrammeDropped)), effect);
        }

        // The mean without the programme is the programme group's own mean less the effect. The relative effect is taken against it.
        var level = WeightedMeans.Of(treated, outcome, weights.Values);
        var counterfactual = Inference.Combine(level.ProgrammeInfluence, effect, 1, 1);
        return (Inference.Build(
            (level.Programme, level.Programme - (means.Programme - means.Comparison)),
            Inference.FromInfluence(level.ProgrammeInfluence, counterfactual, codes, count),
            level.Sizes(codes, count, count, weights.ShareOfProgrammeDropped)), effect);
    }

    private static double[] Difference(double[] outcome, double[] baseline)
    {
        var change = new double[outcome.Length];
        for (var i = 0; i < change.Length; i++)
            change[i] = outcome[i] - baseline[i];
        return change;
    }
}
