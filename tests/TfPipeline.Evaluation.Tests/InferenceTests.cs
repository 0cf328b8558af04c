using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class InferenceTests
{
    [Fact]
    public void Benjamini_Hochberg_of_nothing_is_nothing() => Assert.Empty(MultipleTesting.BenjaminiHochberg([]));

    [Fact]
    public void The_E_value_is_that_of_the_published_example()
    {
        // VanderWeele and Ding's example: a risk ratio of 3.9 with limits 1.8 and 8.7 gives 7.26 and 3.0.
        Assert.Equal(7.26, Sensitivity.EValue(3.9), 0.005);
        Assert.Equal(3.0, Sensitivity.EValueOfLimit(1.8, 8.7), 0.005);
        Assert.Equal(Sensitivity.EValue(4), Sensitivity.EValue(0.25));
        Assert.Equal(1, Sensitivity.EValueOfLimit(0.9, 1.4));
    }

    [Fact]
    public void A_cluster_counts_as_a_whole()
    {
        // Four units in two families that move together carry the information of two.
        var (codes, count) = ClusterVariance.Compact(new[] { 7, 7, 3, 3 });
        Assert.Equal(2, count);
        Assert.Equal(2 * (4 + 4), ClusterVariance.Of([1, 1, -1, -1], codes, count));
    }

    [Theory]
    [InlineData(new[] { 7, -3, 7, 9, -3, 8 })]
    [InlineData(new[] { 2_000_000_000, -2_000_000_000, 5, 5 })]
    [InlineData(new[] { int.MaxValue, int.MinValue })]
    [InlineData(new int[0])]
    public void Clusters_are_coded_in_the_order_of_first_appearance(int[] labels)
    {
        var (codes, count) = ClusterVariance.Compact(labels);
        var order = labels.Distinct().ToList();
        Assert.Equal(order.Count, count);
        Assert.Equal(labels.Select(l => order.IndexOf(l)), codes);
    }

    [Fact]
    public void The_minimum_detectable_effect_is_the_power_formula()
    {
        var estimate = NaiveDifference.Estimate(Lalonde.Treated, Lalonde.Outcome, Lalonde.Families);
        Assert.Equal((1.959964 + 0.841621) * estimate.StandardError, estimate.MinimumDetectableEffect, 0.01);
        Assert.Equal(estimate.Effect - (1.959964 * estimate.StandardError), estimate.Low, 0.01);
    }
}
