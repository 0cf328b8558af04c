using TfPipeline.Evaluation;

namespace TfPipeline.TestData;

/// <summary>
/// Made-up families with few covariates, in which the assumptions of the estimators hold: the programme is chosen by family from
/// covariates that are given, the outcome depends on them and on an unseen family trait, and the effect differs between people.
/// </summary>
internal sealed class SimulatedFamilies
{
    private SimulatedFamilies(int people)
    {
        Treated = new bool[people];
        Families = new int[people];
        Outcome = new double[people];
        Baseline = new double[people];
        Gain = new double[people];
    }

    public DesignMatrix Design { get; private set; } = null!;

    public bool[] Treated { get; }

    public int[] Families { get; }

    public double[] Outcome { get; }

    public double[] Baseline { get; }

    /// <summary>What the programme does to each person, whether they are on it or not.</summary>
    public double[] Gain { get; }

    public static SimulatedFamilies Make(int families, int seed)
    {
        var random = new Random(seed);
        var sizes = Enumerable.Range(0, families).Select(_ => 1 + random.Next(4)).ToArray();
        var made = new SimulatedFamilies(sizes.Sum());
        var columns = Enumerable.Range(0, 4).Select(_ => new double[made.Treated.Length]).ToArray();
        for (int f = 0, i = 0; f < families; f++)
        {
            double poor = random.Next(2), rural = random.Next(2), need = (random.NextDouble() * 2) - 1;
            var treated = random.NextDouble() < Simulated.Logistic(-1.4 + (0.7 * poor) - (0.4 * rural) + (0.6 * need));
            var unseen = (random.NextDouble() * 2) - 1;
            for (var m = 0; m < sizes[f]; m++, i++)
            {
                var age = random.NextDouble();
                var risk = -1.2 + (0.8 * poor) + (0.5 * need) + (0.7 * age) + unseen;
                double before = random.NextDouble() < Simulated.Logistic(risk - 0.3) ? 1 : 0;
                double without = random.NextDouble() < Simulated.Logistic(risk) ? 1 : 0;
                var with = random.NextDouble() < 0.15 + (0.2 * poor) ? 0 : without;
                (columns[0][i], columns[1][i], columns[2][i], columns[3][i]) = (poor, rural, need, age);
                (made.Treated[i], made.Families[i], made.Baseline[i], made.Outcome[i]) = (treated, f, before, treated ? with : without);
                made.Gain[i] = with - without;
            }
        }

        made.Design = DesignMatrix.Create(made.Treated.Length, [("poor", columns[0]), ("rural", columns[1]), ("need", columns[2]), ("age", columns[3])]);
        return made;
    }

    /// <summary>Every estimator's answer on one population.</summary>
    public static IEnumerable<(string Name, EffectEstimate Estimate, double Truth)> Estimate(int families, int seed)
    {
        var data = Make(families, seed);
        var fit = LogisticRegression.Fit(data.Design, data.Treated);
        var truth = data.Truth(Enumerable.Range(0, data.Treated.Length).Where(i => data.Treated[i]));
        yield return (Estimators.Naive, NaiveDifference.Estimate(data.Treated, data.Outcome, data.Families), truth);
        yield return (Estimators.AttWeights, AttWeighting.Estimate(fit, data.Treated, data.Outcome, data.Families), truth);
        yield return (Estimators.EntropyBalancing, EntropyBalancing.TryFit(data.Design, data.Treated)!.Estimate(data.Outcome, data.Families), truth);
        yield return (Estimators.DoublyRobust, DoublyRobust.Estimate(fit, data.Treated, data.Outcome, data.Families), truth);
        yield return (Estimators.DifferenceInDifferences, AttWeighting.EstimateChange(fit, data.Treated, data.Outcome, data.Baseline, data.Families), truth);
        foreach (var replace in new[] { false, true })
        {
            // A caliper changes whom the estimate is about, so its truth is theirs.
            var matches = NearestNeighbourMatching.Match(fit, data.Treated, null, new PropensityMatchingOptions { Replace = replace });
            var estimate = PropensityMatchedEffect.Estimate(matches, data.Treated, data.Outcome, data.Families);
            yield return (replace ? Estimators.NearestReplace : Estimators.Nearest, estimate, data.Truth(matches.Programme));
        }
    }

    public double Truth(IEnumerable<int> people) => people.Average(i => Gain[i]);
}
