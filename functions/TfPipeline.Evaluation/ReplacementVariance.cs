namespace TfPipeline.Evaluation;

/// <summary>
/// Variance of a matching estimate whose partners may serve more than once: Abadie and Imbens (Econometrica 74, 2006), the effect on
/// the treated, with both of its sums taken by cluster. The bootstrap is not valid here (the same authors, Econometrica 76, 2008).
/// </summary>
internal static class ReplacementVariance
{
    /// <summary>
    /// First sum: differences within matched sets by programme family. Second: noise of partners that serve several families, from each
    /// partner's difference to the nearest comparison person of another family.
    /// </summary>
    public static Func<double, double, double> Create(PropensityMatchSet matches, bool[] treated, double[] outcome, int[] clusters)
    {
        var count = (double)matches.Programme.Length;
        var partnerMean = Array.ConvertAll(matches.Comparison, others => others.Sum(o => outcome[o]) / others.Length);
        var programmeMean = matches.Programme.Sum(i => outcome[i]) / count;
        var comparisonMean = partnerMean.Sum() / count;
        var (families, familyCount) = ClusterVariance.Compact(DesignMatrix.Take(clusters, matches.Programme));
        var shared = SharedNoise(matches, outcome, clusters, Noise(matches, treated, outcome, clusters));
        return (a, b) =>
        {
            var influence = new double[matches.Programme.Length];
            for (var m = 0; m < influence.Length; m++)
            {
                var programme = a * (outcome[matches.Programme[m]] - programmeMean);
                influence[m] = (programme - (b * (partnerMean[m] - comparisonMean))) / count;
            }

            return ClusterVariance.Of(influence, families, familyCount) + (b * b * Math.Max(0, shared) / (count * count));
        };
    }

    private static double SharedNoise(PropensityMatchSet matches, double[] outcome, int[] clusters, double[] noise)
    {
        var total = new SortedDictionary<int, double>();
        var single = new SortedDictionary<(int Programme, int Comparison), double>();
        for (var m = 0; m < matches.Programme.Length; m++)
        {
            var family = clusters[matches.Programme[m]];
            foreach (var other in matches.Comparison[m])
            {
                var part = noise[other] / matches.Comparison[m].Length;
                total[clusters[other]] = total.GetValueOrDefault(clusters[other]) + part;
                single[(family, clusters[other])] = single.GetValueOrDefault((family, clusters[other])) + part;
            }
        }

        return total.Values.Sum(v => v * v) - single.Values.Sum(v => v * v);
    }

    private static double[] Noise(PropensityMatchSet matches, bool[] treated, double[] outcome, int[] clusters)
    {
        var pools = NearestNeighbourMatching.Pools(matches.Scores, treated, matches.Strata);
        var noise = new double[outcome.Length];
        for (var i = 0; i < outcome.Length; i++)
        {
            if (treated[i] || matches.Weights[i] == 0)
                continue;
            var near = pools[matches.Strata[i]].Nearest(matches.Scores[i], double.PositiveInfinity, 1, u => clusters[u] != clusters[i]);

            // Half the squared difference of two similar people estimates the variance of one outcome.
            noise[i] = near.Length == 0 ? 0 : (outcome[i] - outcome[near[0]]) / Math.Sqrt(2);
        }

        return noise;
    }
}
