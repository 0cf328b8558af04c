namespace TfPipeline.Evaluation;

/// <summary>Weighted outcome means of both groups and each unit's influence value, with weights taken as known: first terms of equation (5).</summary>
internal sealed class WeightedMeans
{
    private WeightedMeans(int units)
    {
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

    private double EffectiveComparison { get; set; }

    public static WeightedMeans Of(bool[] treated, double[] outcome, double[] weights)
    {
        var means = new WeightedMeans(treated.Length);
        double treatedWeight = 0, treatedSum = 0, otherWeight = 0, otherSum = 0, otherSquares = 0;
        for (var i = 0; i < treated.Length; i++)
        {
            var w = weights[i];
            if (w == 0)
                continue;
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
        means.ComparisonWeight = otherWeight;
        means.EffectiveComparison = otherWeight * otherWeight / otherSquares;
        means.Influences(treated, outcome, weights, treatedWeight);
        return means;
    }

    public Inference.Sizes Sizes(int clusters, double shareDropped) =>
        new(ProgrammeCount, ComparisonCount, clusters, EffectiveComparison, shareDropped);

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
