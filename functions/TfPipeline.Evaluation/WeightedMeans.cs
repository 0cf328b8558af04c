namespace TfPipeline.Evaluation;

/// <summary>Weighted outcome means of both groups and each unit's influence value, with weights taken as known: first terms of equation (5).</summary>
internal sealed class WeightedMeans
{
    private readonly bool[] _treated;
    private readonly double[] _weights;

    private WeightedMeans(bool[] treated, double[] weights)
    {
        (_treated, _weights) = (treated, weights);
        var units = treated.Length;
        ProgrammeInfluence = new double[units];
        ComparisonInfluence = new double[units];
    }

    public double Programme { get; private set; }

    public double Comparison { get; private set; }

    public double[] ProgrammeInfluence { get; }

    public double[] ComparisonInfluence { get; }

    public double ComparisonWeight { get; private set; }

    private int ProgrammeCount { get; set; }

    private int ComparisonCount { get; set; }

    public double EffectiveComparison { get; private set; }

    public double ProgrammeWeight { get; private set; }

    private bool IsEvent { get; set; } = true;

    private bool MayBeNegative { get; set; }

    public static WeightedMeans Of(bool[] treated, double[] outcome, double[] weights)
    {
        var means = new WeightedMeans(treated, weights);
        double treatedWeight = 0, treatedSum = 0, otherWeight = 0, otherSum = 0, otherSquares = 0;
        for (var i = 0; i < treated.Length; i++)
        {
            var w = weights[i];
            if (w == 0)
                continue;
            means.IsEvent &= outcome[i] is 0 or 1;
            means.MayBeNegative |= outcome[i] < 0;
            if (treated[i])
            {
                means.ProgrammeCount++;
                treatedWeight += w;
                treatedSum += w * outcome[i];
            }
            else
            {
                means.ComparisonCount++;
                otherWeight += w;
                otherSum += w * outcome[i];
                otherSquares += w * w;
            }
        }

        if (means.ProgrammeCount == 0 || means.ComparisonCount == 0)
            throw new EvaluationInputException("matching or trimming left one of the groups empty; widen the caliper or the trimming limits");
        means.Programme = treatedSum / treatedWeight;
        means.Comparison = otherSum / otherWeight;
        means.ProgrammeWeight = treatedWeight;
        means.ComparisonWeight = otherWeight;
        means.EffectiveComparison = otherWeight * otherWeight / otherSquares;
        means.Influences(treated, outcome, weights, treatedWeight);
        return means;
    }

    /// <param name="codes">Clusters of all units, coded 0, 1, …; those of weight zero don't count.</param>
    /// <param name="count">Number of codes.</param>
    /// <param name="clusters">Clusters that have weight.</param>
    /// <param name="shareDropped">Part of the programme group that is left out.</param>
    public SampleSizes Sizes(int[] codes, int count, int clusters, double shareDropped) =>
        new(ProgrammeCount, ComparisonCount, clusters, EffectiveComparison, shareDropped)
        {
            EffectiveClusters = EffectiveClusters(codes, count),
            IsEvent = IsEvent,
            MayBeNegative = MayBeNegative,
        };

    // Each cluster's part of the variance if all units were alike: the squares of its shares of both groups.
    private double EffectiveClusters(int[] codes, int count)
    {
        var shares = new (double Programme, double Comparison)[count];
        for (var i = 0; i < codes.Length; i++)
        {
            ref var share = ref shares[codes[i]];
            share = _treated[i] ? (share.Programme + (_weights[i] / ProgrammeWeight), share.Comparison) : (share.Programme, share.Comparison + (_weights[i] / ComparisonWeight));
        }

        double sum = 0, squares = 0;
        foreach (var (programme, comparison) in shares)
        {
            var part = (programme * programme) + (comparison * comparison);
            sum += part;
            squares += part * part;
        }

        return sum * sum / squares;
    }

    private void Influences(bool[] treated, double[] outcome, double[] weights, double treatedWeight)
    {
        for (var i = 0; i < treated.Length; i++)
        {
            if (treated[i])
                ProgrammeInfluence[i] = weights[i] * (outcome[i] - Programme) / treatedWeight;
            else
                ComparisonInfluence[i] = weights[i] * (outcome[i] - Comparison) / ComparisonWeight;
        }
    }
}
