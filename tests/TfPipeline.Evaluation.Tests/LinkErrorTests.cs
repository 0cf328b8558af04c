using TfPipeline.Linkage;
using TfPipeline.TestData;
using Xunit.Abstractions;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class LinkErrorTests(ITestOutputHelper output)
{
    [Fact]
    public void Correcting_brings_the_estimate_nearer_to_the_truth_than_the_best_link()
    {
        var populations = Environment.GetEnvironmentVariable("TFP_FULL") is "1" ? 2000 : 100;
        var coverage = Coverage.Run(populations, seed => SimulatedLinks.Estimate(800, seed));
        foreach (var line in coverage.Lines())
            output.WriteLine(line);
        Assert.True(Math.Abs(coverage.Of("best link, corrected").Bias) < 0.5 * Math.Abs(coverage.Of("best link").Bias));
        Assert.True(Math.Abs(coverage.Of("imputed links").Bias) > Math.Abs(coverage.Of("best link, corrected").Bias), "draws that don't look at outcomes attenuate");
        Assert.InRange(coverage.Of("best link, corrected").Covered, 0.88, 1);
    }

    [Fact]
    public void Whole_panels_with_false_links_are_corrected_too()
    {
        var coverage = Coverage.Run(8, seed => PanelEstimates.Of(1000, seed, new() { FalseLinks = 0.3, Prevented = 0.9, BaseLogit = -0.5 }, linkSensitivity: true));
        Assert.True(Math.Abs(coverage.Of(Estimators.LinkCorrected).Bias) < 0.5 * Math.Abs(coverage.Of(Estimators.AttWeights).Bias));
    }

    [Fact]
    public void Draws_follow_the_odds_of_whole_sets_and_none_is_a_state()
    {
        // Two people, one record: sets are none (1), first (2) and second (3), so none comes up in one of six.
        var sets = new PosteriorLinkSampler(2, [0, 1], [0, 0], [2, 3]);
        var random = new Random(1);
        var counts = new int[3];
        for (var d = 0; d < 6000; d++)
        {
            var set = sets.Draw(random);
            Assert.False(set[0] >= 0 && set[1] >= 0);
            counts[set[0] >= 0 ? 1 : set[1] >= 0 ? 2 : 0]++;
        }

        Assert.InRange(counts[0], 900, 1100);
        Assert.InRange(counts[1], 1880, 2120);
    }

    [Fact]
    public void Large_components_follow_the_same_distribution_as_listed_ones()
    {
        // Six people and six records, every pair alike: by symmetry each person is linked equally often, as the listed 3 × 3 case shows.
        var wide = Shares(6, 400);
        Assert.All(wide, share => Assert.InRange(share, wide.Average() - 0.12, wide.Average() + 0.12));
        Assert.InRange(Shares(3, 4000).Average(), 0.60, 0.68);
    }

    [Fact]
    public void Rubin_s_rules_agree_with_a_hand_computed_example()
    {
        var one = NaiveDifference.Estimate([true, true, false, false], [1, 2, 0, 1], [0, 1, 2, 3]);
        var (combined, share) = LinkImputation.Combine([one with { Effect = 1, StandardError = 0.5 }, one with { Effect = 2, StandardError = 0.5 }, one with { Effect = 3, StandardError = 0.5 }]);
        // Within 0.25, between 1, total 0.25 + 4/3.
        Assert.Equal(2, combined.Effect);
        Assert.Equal(Math.Sqrt(0.25 + (4.0 / 3)), combined.StandardError, 1e-12);
        Assert.Equal(4.0 / 3 / (0.25 + (4.0 / 3)), share, 1e-12);
        Assert.True(combined.High - combined.Low > 2 * 1.96 * combined.StandardError);
    }

    [Fact]
    public void Refuses_odds_that_are_not_odds_and_a_single_draw()
    {
        Assert.Throws<ArgumentException>(() => new PosteriorLinkSampler(1, [0], [0], [0]));
        Assert.Throws<EvaluationInputException>(() => LinkImputation.Estimate(new PosteriorLinkSampler(1, [], [], []), [], 1, 1, _ => null!));
    }

    private static double[] Shares(int size, int draws)
    {
        var pairs = Enumerable.Range(0, size * size).ToArray();
        var sets = new PosteriorLinkSampler(size, [.. pairs.Select(p => p / size)], [.. pairs.Select(p => p % size)], [.. pairs.Select(_ => 1.0)]);
        var random = new Random(5);
        var linked = new double[size];
        for (var d = 0; d < draws; d++)
        {
            var set = sets.Draw(random);
            for (var i = 0; i < size; i++)
                linked[i] += set[i] >= 0 ? 1.0 / draws : 0;
        }

        return linked;
    }
}
