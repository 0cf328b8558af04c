namespace TfPipeline.Evaluation;

/// <summary>
/// Plain difference of means, shown beside the estimates so that a reader sees what adjustment did. It is not an effect: the groups
/// differ before the programme starts.
/// </summary>
public static class NaiveDifference
{
    /// <summary>Difference of means with a standard error clustered by <paramref name="clusters"/>.</summary>
    public static EffectEstimate Estimate(bool[] treated, double[] outcome, int[] clusters)
    {
        ArgumentNullException.ThrowIfNull(treated);
        var weights = new double[treated.Length];
        Array.Fill(weights, 1.0);
        return Estimate(treated, outcome, clusters, weights);
    }

    /// <summary>
    /// Difference of ratios: in each group the sum of <paramref name="weights"/> times <paramref name="outcome"/> over the sum of weights,
    /// with the linearised variance of a ratio of cluster sums (Rao and Scott, Biometrics 48, 1992).
    /// </summary>
    /// <exception cref="EvaluationInputException">A group has no weight, or columns differ in length.</exception>
    public static EffectEstimate Estimate(bool[] treated, double[] outcome, int[] clusters, double[] weights)
    {
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnfit(treated.Length, outcome, clusters);
        Inputs.RefuseUnequal(treated.Length, weights.Length, "weight");
        Inputs.Groups(treated);
        var means = WeightedMeans.Of(treated, outcome, weights);
        var (codes, count) = ClusterVariance.Compact(clusters);
        return Inference.Build(
            (means.Programme, means.Comparison),
            Inference.FromInfluence(means.ProgrammeInfluence, means.ComparisonInfluence, codes, count),
            means.Sizes(codes, count, count, 0));
    }
}
