using FsCheck;
using FsCheck.Fluent;
using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class LogisticRegressionTests
{
    [Fact]
    public void A_plain_fit_says_that_it_is_one()
    {
        var fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);
        Assert.Null(fit.RidgePriorScale);
        Assert.Empty(fit.Aliased);
        Assert.InRange(fit.Iterations, 3, 8);
    }

    [Fact]
    public void Leaves_out_a_column_that_repeats_others_and_says_which()
    {
        var design = Lalonde.Design();
        var twice = DesignMatrix.Create(
            design.Rows,
            [.. design.Names.Skip(1).Zip(design.Columns.Skip(1).Select(c => c.ToArray())), ("months", [.. Lalonde.Column("age").Select(a => a * 12)])]);
        var fit = LogisticRegression.Fit(twice, Lalonde.Treated);
        Assert.Equal(["months"], fit.Aliased);
        Lalonde.Agrees("logistic.loglik", fit.LogLikelihood);
        Assert.True(double.IsNaN(fit.StandardErrors[^1]));
    }

    [Fact]
    public void Falls_back_to_a_stated_ridge_when_a_covariate_separates_the_groups()
    {
        var treated = Lalonde.Treated;
        var design = DesignMatrix.Create(treated.Length, [("age", Lalonde.Column("age")), ("gives it away", [.. treated.Select(t => t ? 1.0 : 0.0)])]);
        var fit = LogisticRegression.Fit(design, treated);
        Assert.Equal(2.5, fit.RidgePriorScale);
        Assert.All(fit.Fitted, p => Assert.InRange(p, 1e-6, 1 - 1e-6));
        Assert.All(fit.Coefficients, b => Assert.True(double.IsFinite(b)));
    }

    [Fact]
    public void Falls_back_when_one_category_has_only_one_group()
    {
        var random = new Random(3);
        var treated = Enumerable.Range(0, 2000).Select(_ => random.Next(2) == 0).ToArray();
        var lone = Enumerable.Range(0, 2000).Select(i => i < 20 ? 1.0 : 0.0).ToArray();
        Array.Fill(treated, true, 0, 20);
        Assert.NotNull(LogisticRegression.Fit(DesignMatrix.Create(2000, [("lone", lone)]), treated).RidgePriorScale);
    }

    [Fact]
    public void Threads_and_row_counts_around_the_block_size_do_not_change_a_bit()
    {
        foreach (var rows in new[] { 255, 256, 257, 511, 40_000 })
        {
            var (design, treated) = Simulated.Propensity(rows, 7, 5);
            var one = LogisticRegression.Fit(design, treated, new LogisticOptions { Threads = 1 });
            var four = LogisticRegression.Fit(design, treated, new LogisticOptions { Threads = 4 });
            Assert.Equal(one.Coefficients, four.Coefficients);
            Assert.Equal(one.StandardErrors, four.StandardErrors);
            Assert.Equal(one.LogLikelihood, four.LogLikelihood);
        }
    }

    [Fact]
    public void The_score_is_zero_at_the_fit_for_any_data()
    {
        var sizes = Gen.Choose(30, 700).Zip(Gen.Choose(1, 9)).Zip(Gen.Choose(1, 100_000)).ToArbitrary();
        Prop.ForAll(sizes, s =>
        {
            var (design, treated) = Simulated.Propensity(s.Item1.Item1, s.Item1.Item2, s.Item2);
            var fit = LogisticRegression.Fit(design, treated);
            return fit.RidgePriorScale is not null || design.Columns.All(
                c => Math.Abs(c.ToArray().Select((x, i) => x * ((treated[i] ? 1 : 0) - fit.Fitted[i])).Sum()) < 1e-6 * design.Rows);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Refuses_an_empty_group_and_a_value_that_is_not_a_number()
    {
        var design = DesignMatrix.Create(3, [("x", [1, 2, 3])]);
        Assert.Throws<EvaluationInputException>(() => LogisticRegression.Fit(design, [true, true, true]));
        Assert.Throws<EvaluationInputException>(() => LogisticRegression.Fit(design, [true, false]));
        Assert.Throws<EvaluationInputException>(() => DesignMatrix.Create(3, [("x", [1, double.NaN, 3])]));
        Assert.Throws<EvaluationInputException>(() => DesignMatrix.Create(3, [("x", [1, 2])]));
        Assert.Throws<EvaluationInputException>(() => DesignMatrix.Create(1, [("x", [1]), ("x", [1])]));
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(20_150_415)]
    [InlineData(-3e9)]
    public void A_covariate_far_from_zero_is_the_same_confounder_as_near_it(double offset)
    {
        var data = SimulatedFamilies.Make(400, 3);
        var near = data.Design.Columns.Skip(1).Select(c => c.ToArray()).ToArray();

        // Whole steps of a 1,024th are exact at every offset, so the two designs hold the same information.
        near[2] = Array.ConvertAll(near[2], v => Math.Round(v * 1024) / 1024);
        var far = (double[][])near.Clone();
        far[2] = Array.ConvertAll(near[2], v => v + offset);
        var (plain, moved) = (Fit(near), Fit(far));
        Assert.Empty(moved.Aliased);
        Assert.Null(moved.RidgePriorScale);
        Assert.Equal(plain.Coefficients[3], moved.Coefficients[3], 1e-9);
        Assert.Equal(plain.StandardErrors[3], moved.StandardErrors[3], 1e-9);
        Assert.Equal(1, (plain.Coefficients[0] - (offset * plain.Coefficients[3])) / moved.Coefficients[0], 1e-9);
        Assert.Equal(1, moved.StandardErrors[0] / Math.Abs(offset * moved.StandardErrors[3]), 1e-5);
        var (one, other) = (Effect(plain), Effect(moved));
        Assert.Equal(one.Effect, other.Effect, 1e-9);
        Assert.Equal(one.StandardError, other.StandardError, 1e-9);
        Assert.NotEqual(NaiveDifference.Estimate(data.Treated, data.Outcome, data.Families).Effect, other.Effect, 0.01);

        LogisticFit Fit(double[][] columns) => LogisticRegression.Fit(
            DesignMatrix.Create(data.Treated.Length, [.. columns.Select((c, j) => ($"x{j}", c))]), data.Treated);
        EffectEstimate Effect(LogisticFit fit) => AttWeighting.Estimate(fit, data.Treated, data.Outcome, data.Families);
    }

    [Fact]
    public void A_column_of_one_value_is_left_out_however_large_the_value()
    {
        var (design, treated) = Simulated.Propensity(500, 3, 9);
        var constant = Enumerable.Repeat(20_150_415.1, 500).ToArray();
        var fit = LogisticRegression.Fit(
            DesignMatrix.Create(500, [.. design.Names.Skip(1).Zip(design.Columns.Skip(1).Select(c => c.ToArray())), ("constant", constant)]), treated);
        Assert.Equal(["constant"], fit.Aliased);
    }
}
