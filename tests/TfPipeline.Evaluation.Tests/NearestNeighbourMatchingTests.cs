using FsCheck;
using FsCheck.Fluent;
using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class NearestNeighbourMatchingTests
{
    private static readonly LogisticFit Fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);

    [Fact]
    public void The_share_without_a_partner_is_reported()
    {
        var matches = NearestNeighbourMatching.Match(Fit, Lalonde.Treated, null, new PropensityMatchingOptions { Score = PropensityMatchingScore.Probability, Order = PropensityMatchingOrder.Data });
        var estimate = PropensityMatchedEffect.Estimate(matches, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        Assert.Equal(111, estimate.Programme);
        Assert.Equal(1 - (111 / 185.0), estimate.ShareOfProgrammeDropped, 1e-12);
    }

    [Fact]
    public void Finds_what_a_plain_loop_finds_whatever_the_ties()
    {
        var cases = Gen.Choose(1, 60).Zip(Gen.Choose(0, 100_000)).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var random = new Random(c.Item2);
            var scores = Enumerable.Range(0, c.Item1 + 2).Select(_ => random.Next(12) / 8.0).ToArray();
            var treated = scores.Select((_, i) => i == 0 || (i > 1 && random.Next(3) == 0)).ToArray();
            var strata = scores.Select(_ => random.Next(2)).ToArray();
            var options = new PropensityMatchingOptions { Caliper = null, Ratio = random.Next(1, 4), Replace = random.Next(2) == 0, Order = PropensityMatchingOrder.Data };
            var fast = NearestNeighbourMatching.Match(scores, treated, strata, options);
            var slow = PlainLoop(scores, treated, strata, options);
            return fast.Programme.SequenceEqual(slow.Keys) && fast.Comparison.Zip(slow.Values).All(p => p.First.SequenceEqual(p.Second));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Refuses_a_ratio_of_zero_and_a_caliper_of_zero()
    {
        Assert.Throws<EvaluationInputException>(() => NearestNeighbourMatching.Match(Fit, Lalonde.Treated, null, new PropensityMatchingOptions { Ratio = 0 }));
        Assert.Throws<EvaluationInputException>(() => NearestNeighbourMatching.Match(Fit, Lalonde.Treated, null, new PropensityMatchingOptions { Caliper = 0 }));
    }

    private static SortedDictionary<int, List<int>> PlainLoop(double[] scores, bool[] treated, int[] strata, PropensityMatchingOptions options)
    {
        var free = Array.ConvertAll(treated, t => !t);
        var found = new SortedDictionary<int, List<int>>();
        for (var pass = 0; pass < options.Ratio; pass++)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                if (!treated[i])
                    continue;
                var mine = found.GetValueOrDefault(i, []);
                var best = -1;
                for (var j = 0; j < scores.Length; j++)
                {
                    if (free[j] && strata[j] == strata[i] && !mine.Contains(j)
                        && (best < 0 || Math.Abs(scores[j] - scores[i]) < Math.Abs(scores[best] - scores[i])))
                    {
                        best = j;
                    }
                }

                if (best < 0)
                    continue;
                mine.Add(best);
                found[i] = mine;
                free[best] = options.Replace;
            }
        }

        return found;
    }
}
