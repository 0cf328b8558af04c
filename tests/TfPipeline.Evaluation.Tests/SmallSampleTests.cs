using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class SmallSampleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void So_few_clusters_give_no_interval(int clusters)
    {
        var data = SimulatedFamilies.Make(200, 5);
        var estimate = NaiveDifference.Estimate(data.Treated, data.Outcome, Array.ConvertAll(data.Families, f => f % clusters));
        Assert.Equal(TooFewReasons.Clusters, estimate.TooFew);
        Assert.False(estimate.HasInterval);
        Assert.Null(estimate.RelativeLow);
    }

    [Fact]
    public void One_person_in_comparison_gives_no_interval_however_many_are_on_the_programme()
    {
        var treated = Enumerable.Range(0, 400).Select(i => i > 0).ToArray();
        var outcome = Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? 1.0 : 0).ToArray();
        Assert.False(NaiveDifference.Estimate(treated, outcome, [.. Enumerable.Range(0, 400)]).HasInterval);
    }

    [Fact]
    public void With_few_clusters_the_interval_is_Students()
    {
        // Eight clusters of equal weight: t with 7 degrees of freedom, 2.364624 standard errors.
        var treated = Enumerable.Range(0, 160).Select(i => i % 2 == 0).ToArray();
        var outcome = Enumerable.Range(0, 160).Select(i => (i / 20 * 0.7) + (i % 7) + (treated[i] ? i / 20 % 3 : 0)).ToArray();
        var estimate = NaiveDifference.Estimate(treated, outcome, [.. Enumerable.Range(0, 160).Select(i => i / 20)]);
        Assert.Equal(7, estimate.DegreesOfFreedom!.Value, 1e-9);
        Assert.Equal(2.364624252, (estimate.High - estimate.Effect) / estimate.StandardError, 1e-6);
    }

    [Theory]
    [InlineData(8, 0.15, 400)]
    [InlineData(12, 0.3, 250)]
    public void Intervals_of_few_unequal_clusters_cover(int clusters, double spread, int people)
    {
        const int Replications = 1500;
        var covered = 0;
        for (var seed = 0; seed < Replications; seed++)
        {
            var random = new Random(seed);
            var effects = Enumerable.Range(0, clusters).Select(_ => spread * Normal(random)).ToArray();
            var levels = Enumerable.Range(0, clusters).Select(_ => spread * Normal(random)).ToArray();
            var (treated, outcome, codes) = (new bool[people], new double[people], new int[people]);
            for (var i = 0; i < people; i++)
            {
                codes[i] = (int)(clusters * Math.Pow(random.NextDouble(), 1.3));
                treated[i] = random.NextDouble() < 0.4;
                outcome[i] = levels[codes[i]] + (treated[i] ? effects[codes[i]] : 0) + Normal(random);
            }

            var estimate = NaiveDifference.Estimate(treated, outcome, codes);
            covered += estimate.Low <= 0 && estimate.High >= 0 ? 1 : 0;
        }

        Assert.InRange((double)covered / Replications, 0.93, 0.985);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(14)]
    public void Intervals_of_few_clusters_cover_for_every_estimator(int clusters)
    {
        const int Replications = 400;
        const int People = 300;
        var covered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < Replications; seed++)
        {
            var random = new Random(seed + 7000);
            var effects = Enumerable.Range(0, clusters).Select(_ => 0.3 * Normal(random)).ToArray();
            var x = Enumerable.Range(0, People).Select(_ => Normal(random)).ToArray();
            var codes = Enumerable.Range(0, People).Select(_ => random.Next(clusters)).ToArray();
            var treated = Array.ConvertAll(x, v => random.NextDouble() < Simulated.Logistic(-0.4 + (0.5 * v)));
            var before = Enumerable.Range(0, People).Select(i => x[i] + Normal(random)).ToArray();
            var outcome = Enumerable.Range(0, People).Select(i => x[i] + (treated[i] ? effects[codes[i]] : 0) + Normal(random)).ToArray();
            foreach (var (name, estimate) in OfEvery(DesignMatrix.Create(People, [("x", x)]), treated, outcome, before, codes))
                covered[name] = covered.GetValueOrDefault(name) + (estimate.Low <= 0 && estimate.High >= 0 ? 1 : 0);
        }

        Assert.Equal(6, covered.Count);
        Assert.All(covered, c => Assert.True((double)c.Value / Replications is >= 0.92 and <= 0.995, $"{c.Key}: {(double)c.Value / Replications}"));
    }

    [Fact]
    public void Rare_events_have_score_intervals_in_every_estimator()
    {
        var random = new Random(12);
        const int People = 6000;
        var x = Enumerable.Range(0, People).Select(_ => random.NextDouble()).ToArray();
        var treated = Array.ConvertAll(x, v => random.NextDouble() < 0.3 + (0.2 * v));
        double[] Rare() => Array.ConvertAll(x, v => random.NextDouble() < 0.01 + (0.005 * v) ? 1.0 : 0);
        var (before, after) = (Rare(), Rare());
        foreach (var (name, estimate) in OfEvery(DesignMatrix.Create(People, [("x", x)]), treated, after, before, [.. Enumerable.Range(0, People)]))
        {
            // A symmetric interval is not one of scores.
            Assert.True(Math.Abs(estimate.High + estimate.Low - (2 * estimate.Effect)) > 1e-6, name);
            Assert.Null(estimate.TooFew);
        }
    }

    private static IEnumerable<(string Name, EffectEstimate Estimate)> OfEvery(DesignMatrix design, bool[] treated, double[] outcome, double[] before, int[] clusters)
    {
        var fit = LogisticRegression.Fit(design, treated);
        yield return (Estimators.AttWeights, AttWeighting.Estimate(fit, treated, outcome, clusters));
        yield return (Estimators.EntropyBalancing, EntropyBalancing.TryFit(design, treated)!.Estimate(outcome, clusters));
        yield return (Estimators.DoublyRobust, DoublyRobust.Estimate(fit, treated, outcome, clusters));
        yield return (Estimators.DifferenceInDifferences, AttWeighting.EstimateChange(fit, treated, outcome, before, clusters));
        foreach (var replace in new[] { false, true })
        {
            var matches = NearestNeighbourMatching.Match(fit, treated, null, new PropensityMatchingOptions { Replace = replace });
            yield return (replace ? Estimators.NearestReplace : Estimators.Nearest, PropensityMatchedEffect.Estimate(matches, treated, outcome, clusters));
        }
    }

    [Theory]
    [InlineData(0.02, 0.02, 1500, 900)]
    [InlineData(0.015, 0.03, 2500, 1200)]
    public void Intervals_of_rare_events_cover(double programme, double comparison, int programmePeople, int comparisonPeople)
    {
        const int Replications = 2000;
        var (covered, estimated) = (0, 0);
        for (var seed = 0; seed < Replications; seed++)
        {
            var random = new Random(seed);
            var treated = Enumerable.Range(0, programmePeople + comparisonPeople).Select(i => i < programmePeople).ToArray();
            var outcome = Array.ConvertAll(treated, t => random.NextDouble() < (t ? programme : comparison) ? 1.0 : 0);
            var estimate = NaiveDifference.Estimate(treated, outcome, [.. Enumerable.Range(0, treated.Length)]);
            if (!estimate.HasInterval)
                continue;
            estimated++;
            covered += estimate.Low <= programme - comparison && estimate.High >= programme - comparison ? 1 : 0;
        }

        Assert.InRange(estimated, Replications * 9 / 10, Replications);
        Assert.InRange((double)covered / estimated, 0.94, 0.97);
    }

    [Fact]
    public void The_score_interval_is_Newcombes_where_people_are_independent()
    {
        // 20 of 1,000 against 35 of 900. Wilson: 0.012983 to 0.030692 and 0.028096 to 0.053608; joined: −0.035396 to −0.003714.
        var treated = Enumerable.Range(0, 1900).Select(i => i < 1000).ToArray();
        var outcome = Enumerable.Range(0, 1900).Select(i => i < 20 || (i >= 1000 && i < 1035) ? 1.0 : 0).ToArray();
        var estimate = NaiveDifference.Estimate(treated, outcome, [.. Enumerable.Range(0, 1900)]);
        Assert.Equal(-0.018889, estimate.Effect, 1e-6);
        Assert.Equal(Newcombe.Low, estimate.Low, 1e-4);
        Assert.Equal(Newcombe.High, estimate.High, 1e-4);
        Assert.InRange(estimate.PValue!.Value, 0.005, 0.05);
    }

    [Fact]
    public void Fewer_than_ten_expected_events_are_too_few()
    {
        var treated = Enumerable.Range(0, 2000).Select(i => i < 1000).ToArray();
        Assert.Equal(TooFewReasons.Events, Of(9, 10).TooFew);
        Assert.Null(Of(10, 10).TooFew);
        Assert.Equal(TooFewReasons.Events, Of(991, 990).TooFew);

        // None against forty says a great deal.
        Assert.Null(Of(0, 40).TooFew);
        Assert.True(Of(0, 40).High < 0);

        EffectEstimate Of(int programme, int comparison) => NaiveDifference.Estimate(
            treated, [.. Enumerable.Range(0, 2000).Select(i => i < programme || (i >= 1000 && i < 1000 + comparison) ? 1.0 : 0)], [.. Enumerable.Range(0, 2000)]);
    }

    [Fact]
    public void An_outcome_that_can_be_negative_has_no_ratio()
    {
        var data = SimulatedFamilies.Make(300, 8);
        var scores = Array.ConvertAll(data.Outcome, y => y - 0.2);
        var estimate = NaiveDifference.Estimate(data.Treated, scores, data.Families);
        Assert.True(estimate.ComparisonMean > 0);
        Assert.Null(estimate.Relative);
        Assert.Null(estimate.ConfounderRatio);
    }

    private static (double Low, double High) Newcombe
    {
        get
        {
            var (l1, u1) = Wilson(20, 1000);
            var (l2, u2) = Wilson(35, 900);
            var (p1, p2) = (0.02, 35.0 / 900);
            return (p1 - p2 - Math.Sqrt(Math.Pow(p1 - l1, 2) + Math.Pow(u2 - p2, 2)), p1 - p2 + Math.Sqrt(Math.Pow(u1 - p1, 2) + Math.Pow(p2 - l2, 2)));
        }
    }

    // The roots of (p − x/n)² = z² p (1 − p) / n.
    private static (double Low, double High) Wilson(double events, double people)
    {
        const double Z = 1.959963985;
        double a = people + (Z * Z), b = (2 * events) + (Z * Z), c = events * events / people;
        var root = Math.Sqrt((b * b) - (4 * a * c));
        return ((b - root) / (2 * a), (b + root) / (2 * a));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
