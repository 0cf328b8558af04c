using TfPipeline.Core.Evaluation;

namespace TfPipeline.Core.Tests.Evaluation;

[Trait("tier", "unit")]
public sealed class BalanceTests
{
    private static readonly LogisticFit Fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);

    private static readonly IReadOnlyList<CovariateBalance> Rows =
        Balance.Of(Lalonde.Design(), Lalonde.Treated, OddsWeights.Create(Fit, Lalonde.Treated).Values);

    [Theory]
    [InlineData("age")]
    [InlineData("married")]
    [InlineData("re74")]
    public void Agrees_with_MatchIt_before_adjustment(string covariate)
    {
        var row = Rows.Single(r => string.Equals(r.Covariate, covariate, StringComparison.Ordinal));
        Lalonde.Agrees($"balance.before.{covariate}.MeansTreated", row.ProgrammeMean);
        Lalonde.Agrees($"balance.before.{covariate}.MeansControl", row.Before.ComparisonMean);
        Lalonde.Agrees($"balance.before.{covariate}.StdMeanDiff", row.Before.StandardisedDifference!.Value);
        Lalonde.Agrees($"balance.before.{covariate}.eCDFMean", row.Before.MeanDistance);
        Lalonde.Agrees($"balance.before.{covariate}.eCDFMax", row.Before.LargestDistance);
        if (!row.Binary)
            Lalonde.Agrees($"balance.before.{covariate}.VarRatio", row.Before.VarianceRatio!.Value);
    }

    [Theory]
    [InlineData("age")]
    [InlineData("re74")]
    public void Agrees_with_R_after_weighting(string covariate)
    {
        var after = Rows.Single(r => string.Equals(r.Covariate, covariate, StringComparison.Ordinal)).After;
        Lalonde.Agrees($"balance.after.{covariate}.Mean", after.ComparisonMean);
        Lalonde.Agrees($"balance.after.{covariate}.Smd", after.StandardisedDifference!.Value);
        Lalonde.Agrees($"balance.after.{covariate}.VarRatio", after.VarianceRatio!.Value);
        Lalonde.Agrees($"balance.after.{covariate}.EcdfMean", after.MeanDistance);
        Lalonde.Agrees($"balance.after.{covariate}.EcdfMax", after.LargestDistance);
    }

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
