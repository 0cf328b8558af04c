namespace TfPipeline.Evaluation;

/// <summary>Effect on the matched part of the programme group.</summary>
public static class PropensityMatchedEffect
{
    /// <summary>
    /// Mean difference between people on the programme and their partners. When each partner serves once, the standard error is
    /// two-way, by matched set and by cluster (Cameron, Gelbach and Miller, Journal of Business and Economic Statistics 29, 2011).
    /// When partners serve again, it is <see cref="ReplacementVariance"/>. Neither counts the estimation of the propensity.
    /// </summary>
    public static EffectEstimate Estimate(PropensityMatchSet matches, bool[] treated, double[] outcome, int[] clusters)
    {
        ArgumentNullException.ThrowIfNull(matches);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(matches.Weights.Length, treated.Length, "treatment");
        Inputs.RefuseUnfit(treated.Length, outcome, clusters);
        var means = WeightedMeans.Of(treated, outcome, matches.Weights);
        var used = Enumerable.Range(0, treated.Length).Where(i => matches.Weights[i] > 0).ToArray();
        var (families, count) = ClusterVariance.Compact(DesignMatrix.Take(clusters, used));
        var all = ClusterVariance.Compact(clusters);
        var sizes = means.Sizes(all.Codes, all.Count, count, matches.ShareOfProgrammeDropped);
        var variance = matches.Replace
            ? ReplacementVariance.Create(matches, treated, outcome, clusters)
            : TwoWay(matches, means, used, families, count);
        return Inference.Build((means.Programme, means.Comparison), variance, sizes) with { PairGamma = PairSensitivity.Gamma(matches, outcome) };
    }

    private static Func<double, double, double> TwoWay(PropensityMatchSet matches, WeightedMeans means, int[] used, int[] families, int familyCount)
    {
        var set = new int[matches.Weights.Length];
        for (var m = 0; m < matches.Programme.Length; m++)
        {
            set[matches.Programme[m]] = m;
            foreach (var other in matches.Comparison[m])
                set[other] = m;
        }

        var (sets, setCount) = ClusterVariance.Compact(DesignMatrix.Take(set, used));
        var (both, bothCount) = ClusterVariance.Compact([.. sets.Select((s, i) => (s, families[i]))]);
        var programme = DesignMatrix.Take(means.ProgrammeInfluence, used);
        var comparison = DesignMatrix.Take(means.ComparisonInfluence, used);
        return (a, b) =>
        {
            var influence = Inference.Combine(programme, comparison, a, b);
            var byFamily = ClusterVariance.Of(influence, families, familyCount);
            var bySet = ClusterVariance.Of(influence, sets, setCount);
            var twoWay = byFamily + bySet - ClusterVariance.Of(influence, both, bothCount);

            // The sum of three terms can be too small or negative by chance. The larger one-way variance is then used, and with few clusters
            // nothing below the one by cluster: what pairs seem to take from it is then mostly chance.
            return twoWay <= 0 ? Math.Max(byFamily, bySet) : FewClusters.IsFew(familyCount) ? Math.Max(twoWay, byFamily) : twoWay;
        };
    }
}
