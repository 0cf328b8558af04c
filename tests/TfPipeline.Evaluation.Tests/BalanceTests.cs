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

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3.1, 3.2)]
    public void An_undefined_difference_is_never_balanced(double programme, double comparison)
    {
        // Everyone on the programme has one value and everyone in comparison another: no standard deviation to divide by.
        bool[] treated = [true, true, true, false, false, false];
        var rows = Balance.Of(DesignMatrix.Create(6, [("x", Array.ConvertAll(treated, t => t ? programme : comparison))]), treated, [1, 1, 1, 1, 1, 1]);
        Assert.Null(rows[0].After.StandardisedDifference);
        Assert.Equal(double.PositiveInfinity, Balance.Worst(rows));
    }

    [Fact]
    public void A_value_that_both_groups_share_is_balanced_though_nothing_varies()
    {
        bool[] treated = [true, true, true, false, false, false, false];
        var rows = Balance.Of(DesignMatrix.Create(7, [("x", [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1])]), treated, [1, 1, 1, 0.3, 1.7, 0.2, 0.9]);
        Assert.Equal(0, Balance.Worst(rows));
    }

    [Theory]
    [InlineData(0.3, 0.11, false)] // a common covariate is judged alone
    [InlineData(0.02, 0.15, true)] // a rare one together with the others: root of (0.15² + 3 × 0.01²) / 4 is 0.076
    [InlineData(0.02, 0.25, false)]
    public void Rare_categories_are_judged_together(double share, double difference, bool balanced)
    {
        CovariateBalance Row(string name, double mean, double smd) => new(name, true, mean, new(mean, smd, null, 0, 0), new(mean, smd, null, 0, 0));
        Assert.Equal(balanced, Balance.IsBalanced([Row("a", share, difference), Row("b", 0.01, 0.01), Row("c", 0.99, 0.01), Row("d", 0.03, 0.01), Row("e", 0.5, 0.09)]));
    }
}
