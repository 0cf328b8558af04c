using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class EntropyBalancingTests
{
    [Fact]
    public void Weights_make_every_mean_equal_and_add_up_to_the_programme_group()
    {
        var design = Lalonde.Design();
        var weights = EntropyBalancing.TryFit(design, Lalonde.Treated)!.Weights;
        Assert.All(Balance.Of(design, Lalonde.Treated, weights), b => Assert.InRange(b.After.StandardisedDifference!.Value, -1e-8, 1e-8));
        Assert.Equal(Lalonde.Treated.Count(t => t), weights.Where((_, i) => !Lalonde.Treated[i]).Sum(), 1e-6);
        Assert.All(weights, w => Assert.True(w > 0));
    }

    [Fact]
    public void A_start_at_the_propensity_model_gives_the_same_weights()
    {
        var design = Lalonde.Design();
        var fit = LogisticRegression.Fit(design, Lalonde.Treated);
        var start = fit.Design.Names.Zip(fit.Coefficients).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var plain = EntropyBalancing.TryFit(design, Lalonde.Treated)!.Weights;
        Assert.All(plain.Zip(EntropyBalancing.TryFit(design, Lalonde.Treated, null, start)!.Weights), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Means_that_nobody_in_comparison_can_be_mixed_to_have_no_weights()
    {
        // The programme group is older than anyone in comparison.
        var treated = Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray();
        var age = Enumerable.Range(0, 400).Select(i => treated[i] ? 60.0 + (i % 7) : 20 + (i % 30)).ToArray();
        Assert.Null(EntropyBalancing.TryFit(DesignMatrix.Create(400, [("age", age)]), treated));
    }

    [Fact]
    public void A_covariate_that_only_the_programme_group_varies_in_has_no_weights()
    {
        var treated = Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray();
        var flag = Enumerable.Range(0, 400).Select(i => treated[i] && i % 3 == 0 ? 1.0 : 0).ToArray();
        Assert.Null(EntropyBalancing.TryFit(DesignMatrix.Create(400, [("flag", flag)]), treated));
    }

    [Theory]
    [InlineData(false, true, -0.03, 0.03)]
    [InlineData(true, false, -0.03, 0.03)]
    [InlineData(true, true, 0.15, 2)]
    public void One_of_the_two_doubly_robust_models_may_be_wrong_but_not_both(bool isPropensityWrong, bool isOutcomeWrong, double low, double high)
    {
        // Both models hold x only, so one is wrong where x² is in what it models. There is no effect.
        const int People = 40_000;
        var random = new Random(5);
        var x = Enumerable.Range(0, People).Select(_ => (random.NextDouble() * 3) - 1.5).ToArray();
        var treated = Array.ConvertAll(x, v => random.NextDouble() < Simulated.Logistic(-1.2 + (0.6 * v) + (isPropensityWrong ? 0.6 * v * v : 0)));
        var outcome = Array.ConvertAll(x, v => v + (isOutcomeWrong ? v * v : 0) + random.NextDouble());
        var fit = LogisticRegression.Fit(DesignMatrix.Create(People, [("x", x)]), treated);
        Assert.InRange(DoublyRobust.Estimate(fit, treated, outcome, [.. Enumerable.Range(0, People)]).Effect, low, high);
    }

    [Fact]
    public void An_outcome_that_comparison_always_has_is_its_own_model()
    {
        var treated = Enumerable.Range(0, 400).Select(i => i % 2 == 0).ToArray();
        var x = Enumerable.Range(0, 400).Select(i => (double)(i % 5)).ToArray();
        var outcome = Enumerable.Range(0, 400).Select(i => treated[i] && i % 6 == 0 ? 0.0 : 1).ToArray();
        var estimate = DoublyRobust.Estimate(LogisticRegression.Fit(DesignMatrix.Create(400, [("x", x)]), treated), treated, outcome, [.. Enumerable.Range(0, 400)]);
        Assert.Equal(estimate.ProgrammeMean - 1, estimate.Effect, 1e-12);
    }

    [Fact]
    public void A_fit_that_served_other_groups_gives_what_a_fresh_one_gives()
    {
        var random = new Random(6);
        var x = Enumerable.Range(0, 600).Select(_ => random.NextDouble()).ToArray();
        var treated = Array.ConvertAll(x, v => random.NextDouble() < 0.2 + (0.5 * v));
        var others = Array.ConvertAll(treated, t => !t);
        var outcome = Array.ConvertAll(x, v => v + random.NextDouble());
        int[] people = [.. Enumerable.Range(0, 600)];
        LogisticFit Fit() => LogisticRegression.Fit(DesignMatrix.Create(600, [("x", x)]), treated);
        var used = Fit();
        _ = DoublyRobust.Estimate(used, treated, outcome, people);
        Assert.Equal(DoublyRobust.Estimate(Fit(), others, outcome, people), DoublyRobust.Estimate(used, others, outcome, people));
    }
}
