namespace TfPipeline.Linkage;

/// <summary>
/// Likelihood ratio of two clusters being one person, field by field, equation (19): the ratio of a field is its mean over the pairs that know
/// the field. A field that one record lacks can be known from the others of its cluster, and one wrong value has only its share of the mean.
/// </summary>
internal sealed class ClusterLikelihood
{
    private readonly double[] _ratios = new double[ComparisonVector.Fields];
    private readonly int[] _missing = new int[ComparisonVector.Fields];

    /// <summary>The likelihood ratio of one pair.</summary>
    public static ClusterLikelihood Of(PairScorer scorer, int leftPerson, int pattern)
    {
        Span<double> weights = stackalloc double[ComparisonVector.Fields];
        scorer.Weigh(leftPerson, pattern, weights);
        var levels = ComparisonVector.Levels(pattern);
        var evidence = new ClusterLikelihood();
        for (var f = 0; f < levels.Length; f++)
        {
            if (levels[f] == 0)
                evidence._missing[f] = 1;
            else
                evidence._ratios[f] = Math.Exp(weights[f]);
        }

        return evidence;
    }

    /// <summary>Adds the pairs of another cluster.</summary>
    public void Add(ClusterLikelihood other)
    {
        for (var f = 0; f < ComparisonVector.Fields; f++)
        {
            _ratios[f] += other._ratios[f];
            _missing[f] += other._missing[f];
        }
    }

    /// <summary>Log likelihood ratio of all fields together.</summary>
    /// <param name="pairs">Number of pairs between the clusters. Pairs that were no candidates add zero to the mean of each field.</param>
    public double LogRatio(double pairs)
    {
        var sum = 0.0;
        for (var f = 0; f < ComparisonVector.Fields; f++)
            sum += _ratios[f] > 0 ? Math.Log(_ratios[f] / (pairs - _missing[f])) : 0;
        return sum;
    }
}
