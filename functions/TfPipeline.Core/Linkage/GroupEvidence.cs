namespace TfPipeline.Core.Linkage;

/// <summary>
/// What the pairs between two groups of records say of the groups being one person, field by field: the likelihood ratio of a field is its mean
/// over the pairs that know the field. A field that one record lacks is filled by the others of its group, and a spoilt value costs no more than its share.
/// </summary>
internal sealed class GroupEvidence
{
    private readonly double[] _ratios = new double[Pattern.Fields];
    private readonly int[] _missing = new int[Pattern.Fields];

    /// <summary>What one pair says.</summary>
    public static GroupEvidence Of(PairScorer scorer, int leftPerson, int pattern)
    {
        Span<double> weights = stackalloc double[Pattern.Fields];
        scorer.Weigh(leftPerson, pattern, weights);
        var levels = Pattern.Levels(pattern);
        var evidence = new GroupEvidence();
        for (var f = 0; f < levels.Length; f++)
        {
            if (levels[f] == 0)
                evidence._missing[f] = 1;
            else
                evidence._ratios[f] = Math.Exp(weights[f]);
        }

        return evidence;
    }

    /// <summary>Adds the pairs of one more group.</summary>
    public void Add(GroupEvidence other)
    {
        for (var f = 0; f < Pattern.Fields; f++)
        {
            _ratios[f] += other._ratios[f];
            _missing[f] += other._missing[f];
        }
    }

    /// <summary>Log likelihood ratio of all fields together.</summary>
    /// <param name="pairs">Pairs between the groups. Those that were no candidates agree on nothing and add nothing to any mean.</param>
    public double LogRatio(double pairs)
    {
        var sum = 0.0;
        for (var f = 0; f < Pattern.Fields; f++)
            sum += _ratios[f] > 0 ? Math.Log(_ratios[f] / (pairs - _missing[f])) : 0;
        return sum;
    }
}
