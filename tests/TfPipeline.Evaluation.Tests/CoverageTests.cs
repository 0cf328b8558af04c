using TfPipeline.TestData;
using Xunit.Abstractions;

namespace TfPipeline.Evaluation.Tests;

/// <summary>
/// Does a 95 % interval hold the planted effect in 95 of 100 populations? 200 populations with wide alarms in every run of the suite;
/// 2,000 with <c>TFP_FULL=1</c>, where the bar is 93 to 97 %.
/// </summary>
[Trait("tier", "property")]
public sealed class CoverageTests(ITestOutputHelper output)
{
    private static readonly bool Full = Environment.GetEnvironmentVariable("TFP_FULL") is "1";

    [Fact]
    public void Intervals_hold_the_planted_effect_where_the_assumptions_hold()
    {
        var coverage = Coverage.Run(Full ? 2000 : 200, seed => SimulatedFamilies.Estimate(800, seed));
        Print(coverage);
        foreach (var estimator in new[] { Estimators.AttWeights, Estimators.EntropyBalancing, Estimators.DoublyRobust, Estimators.DifferenceInDifferences, Estimators.Nearest, Estimators.NearestReplace })
            Assert.InRange(coverage.Of(estimator).Covered, Full ? 0.93 : 0.89, Full ? 0.975 : 1);
        Assert.True(coverage.Of(Estimators.Naive).Covered < 0.75);
        Assert.True(Math.Abs(coverage.Of(Estimators.Naive).Bias) > 10 * Math.Abs(coverage.Of(Estimators.AttWeights).Bias));
    }

    [Fact]
    public void Whole_panels_with_many_covariates_keep_their_intervals()
    {
        var coverage = Coverage.Run(Full ? 400 : 30, seed => PanelEstimates.Of(2000, seed, new()));
        Print(coverage);
        foreach (var estimator in new[] { Estimators.AttWeights, Estimators.EntropyBalancing, Estimators.DoublyRobust, Estimators.DifferenceInDifferences, Estimators.Nearest, Estimators.NearestReplace, Estimators.Placebo })
            Assert.InRange(coverage.Of(estimator).Covered, Full ? 0.91 : 0.8, 1);
        Assert.True(coverage.Of(Estimators.Naive).Covered < 0.6);
    }

    private void Print(Coverage coverage)
    {
        foreach (var line in coverage.Lines())
            output.WriteLine(line);
    }
}
