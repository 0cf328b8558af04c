using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class AttWeightingTests
{
    private static readonly LogisticFit Fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);

    [Fact]
    public void Effects_and_groups_belong_together()
    {
        var estimate = AttWeighting.Estimate(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        Assert.Equal(185, estimate.Programme);
        Assert.Equal(429, estimate.Comparison);
        Assert.Equal((estimate.ProgrammeMean / estimate.ComparisonMean) - 1, estimate.Relative!.Value, 1e-12);
        var change = AttWeighting.EstimateChange(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Column("re75"), Lalonde.Families);
        Assert.Equal(change.Effect, change.ProgrammeMean - change.ComparisonMean, 1e-9);
    }

    [Fact]
    public void Stabilising_moves_weights_but_not_the_estimate()
    {
        var options = new WeightingOptions { Stabilise = true };
        var plain = AttWeighting.Estimate(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        var stable = AttWeighting.Estimate(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families, options);
        Assert.Equal(plain.Effect, stable.Effect, 1e-6);
        Assert.Equal(plain.StandardError, stable.StandardError, 1e-6);
        var weights = AttWeights.Create(Fit, Lalonde.Treated, options).Values;
        Assert.Equal(1, weights.Where((_, i) => !Lalonde.Treated[i]).Average(), 1e-12);
    }

    [Fact]
    public void Trimming_reports_the_share_of_the_programme_that_it_left_out()
    {
        var options = new WeightingOptions { Trim = (0.1, 0.6) };
        var estimate = AttWeighting.Estimate(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families, options);
        var outside = Fit.Fitted.Where((p, i) => Lalonde.Treated[i] && (p < 0.1 || p > 0.6)).Count();
        Assert.Equal(outside / 185.0, estimate.ShareOfProgrammeDropped);
        Assert.Equal(185 - outside, estimate.Programme);
    }

    [Fact]
    public void A_cap_limits_the_largest_weight()
    {
        var capped = AttWeights.Create(Fit, Lalonde.Treated, new WeightingOptions { CapQuantile = 0.9 }).Values;
        var comparison = capped.Where((_, i) => !Lalonde.Treated[i]).Order().ToArray();
        Assert.Equal(comparison[(int)Math.Ceiling(0.9 * comparison.Length) - 1], comparison[^1]);
    }

    [Theory]
    [InlineData(0.6, 0.4)]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.5, 1.1)]
    public void Refuses_trimming_limits_that_are_not_two_probabilities_in_order(double low, double high) =>
        Assert.Throws<EvaluationInputException>(() => AttWeights.Create(Fit, Lalonde.Treated, new WeightingOptions { Trim = (low, high) }));

    [Fact]
    public void Refuses_limits_that_leave_a_group_empty()
    {
        var options = new WeightingOptions { Trim = (0.999, 1) };
        Assert.Throws<EvaluationInputException>(() => AttWeighting.Estimate(Fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families, options));
    }

    [Fact]
    public void An_outcome_without_variation_has_no_interval_and_no_test()
    {
        var estimate = AttWeighting.Estimate(Fit, Lalonde.Treated, new double[614], Lalonde.Families);
        Assert.False(estimate.HasInterval);
        Assert.Null(estimate.PValue);
        Assert.Null(estimate.Relative);
    }
}
