namespace TfPipeline.Core.Evaluation;

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
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(treated.Length, outcome.Length, "outcome");
        Inputs.RefuseUnequal(treated.Length, clusters.Length, "cluster");
        Inputs.RefuseNonFinite(outcome, "outcome");
        Inputs.Groups(treated);
        var weights = new double[treated.Length];
        Array.Fill(weights, 1.0);
        var means = WeightedMeans.Of(treated, outcome, weights);
        var (codes, count) = ClusterVariance.Compact(clusters);
        return Inference.Build(
            (means.Programme, means.Comparison),
            Inference.FromInfluence(means.ProgrammeInfluence, means.ComparisonInfluence, codes, count),
            means.Sizes(count, 0));
    }
}
