using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class BalanceTests
{
    private static readonly LogisticFit Fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);

    private static readonly IReadOnlyList<CovariateBalance> Rows =
        Balance.Of(Lalonde.Design(), Lalonde.Treated, AttWeights.Create(Fit, Lalonde.Treated).Values);

    [Fact]
    public void The_worst_covariate_is_reported()
    {
        var worst = Rows.Max(r => Math.Abs(r.After.StandardisedDifference!.Value));
        Assert.Equal(worst, Balance.Worst(Rows));
        Assert.True(worst > Balance.Limit);
    }

    [Fact]
    public void Overlap_counts_everyone_once()
    {
        var overlap = Overlap.Of(Fit.Fitted, Lalonde.Treated);
        Assert.Equal(185, overlap.ProgrammeCounts.Sum());
        Assert.Equal(429, overlap.ComparisonCounts.Sum());
        Assert.InRange(overlap.ShareOfProgrammeBeyondComparison, 0, 0.1);
    }
}
