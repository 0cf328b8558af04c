using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class EventStudyTests
{
    private const int People = 4000;
    private static readonly int[] Clusters = [.. Enumerable.Range(0, People)];

    [Fact]
    public void Parallel_paths_pass_the_joint_test_and_a_diverging_one_fails_it()
    {
        var parallel = Study(slope: 0, effect: 1);
        Assert.True(parallel.PreTest!.PValue > 0.05);
        Assert.Equal(2, parallel.PreTest.Restrictions);
        Assert.Equal([-3, -2, 1, 2], parallel.Periods.Select(p => p.Period));
        Assert.All(parallel.Periods.Where(p => p.Period > 0), p => Assert.InRange(p.Estimate.Effect, 0.85, 1.15));
        Assert.True(Study(slope: 0.5, effect: 0).PreTest!.PValue < 0.001);
    }

    [Fact]
    public void An_effect_that_goes_on_where_the_paths_were_going_does_not_withstand_them()
    {
        // Half a unit a period before and after, and no effect: differences after equal the largest before, so a magnitude of one explains them.
        var none = Study(slope: 0.5, effect: 0).Periods.First(p => p.Period == 1);
        Assert.InRange(none.Breakdown!.Value, 0.4, 1.2);
        Assert.True(none.Robust.Single(r => r.Magnitude == 2) is { Low: < 0, High: > 0 });

        // The same with an effect of four needs about eight times as much.
        Assert.True(Study(slope: 0.5, effect: 4).Periods.First(p => p.Period == 1).Breakdown > 4);
    }

    [Fact]
    public void Robust_intervals_widen_with_the_magnitude_and_with_time()
    {
        var study = Study(slope: 0.2, effect: 1);
        foreach (var period in study.Periods.Where(p => p.Period > 0))
            Assert.Equal(period.Robust.Select(r => r.High - r.Low).Order(), period.Robust.Select(r => r.High - r.Low));
        Assert.True(Width(study, 2) > Width(study, 1));

        static double Width(EventStudy of, int period) => of.Periods.First(p => p.Period == period).Robust.Select(r => r.High - r.Low).Max();
    }

    [Fact]
    public void The_excluded_bias_is_the_farthest_end_of_the_ninety_percent_intervals()
    {
        var study = Study(slope: 0, effect: 1);
        var before = study.Periods.Where(p => p.Period < 0).Select(p => Math.Abs(p.Estimate.Effect) + (1.6448536269514722 * p.Estimate.StandardError));
        Assert.Equal(before.Max(), study.EquivalenceBound!.Value, 1e-9);
    }

    [Fact]
    public void One_period_before_has_no_test_and_none_is_refused()
    {
        var (treated, periods, fit) = Data(0, 1);
        Assert.Null(EventStudy.Estimate(fit, treated, periods[2..], 1, Clusters).PreTest);
        Assert.Throws<EvaluationInputException>(() => EventStudy.Estimate(fit, treated, periods, 0, Clusters));
        Assert.Throws<EvaluationInputException>(() => EventStudy.Estimate(fit, treated, periods, 5, Clusters));
    }

    [Theory]
    [InlineData(new[] { 4.0, 0, 0, 9 }, new[] { 2.0, 3 }, 2, 2)]
    [InlineData(new[] { 4.0, 4, 4, 4 }, new[] { 2.0, 2 }, 1, 1)]
    public void A_quadratic_form_leaves_out_what_repeats(double[] matrix, double[] vector, double value, int rank)
    {
        var made = WaldTest.Quadratic([matrix[..2], matrix[2..]], vector);
        Assert.Equal((value, rank), (made.Value, made.Rank));
    }

    [Fact]
    public void The_panel_has_a_study_of_equal_windows_in_which_no_path_differs_where_none_was_made_to()
    {
        var result = EffectEstimation.Run(SimulatedPanel.Make(3000, 4).Data, new EvaluationOptions { LinkSensitivity = false, MatchingWithReplacement = false });
        var study = result.Effects.Where(e => e.Estimator == Estimators.EventStudy && e.Outcome == "outcome_0").ToArray();
        Assert.Equal(PanelWindow.HalfYears.Where(w => w.Name != "m6_m1").Select(w => w.Name).Order(), study.Select(e => e.Window).Order());
        Assert.All(study, e => Assert.Equal(6, PanelWindow.Find(e.Window)!.Months));
        Assert.All(study, e => Assert.True(e.EventStudy!.PreTestPValue > 0.01));
        Assert.All(study, e => Assert.Equal(PanelWindow.Find(e.Window)!.IsBefore, e.EventStudy!.Breakdown is null));
        var design = result.Designs.Single(d => d.Id == study[0].Design);
        Assert.DoesNotContain(design.Terms, t => t.Covariate.StartsWith("outcome_0.m", StringComparison.Ordinal));
    }

    [Fact]
    public void Paths_that_differed_before_veto_estimates_of_change_and_no_others()
    {
        var panel = SimulatedPanel.Make(2000, 2).Data;
        var random = new Random(9);

        // The programme group's events become rarer from one half-year to the next before the index date.
        double Moved(double value, bool programme, PanelWindow window) =>
            double.IsNaN(value) || !programme || !window.IsBefore || window.Months > 6 ? value : random.NextDouble() < -window.LastMonth / 24.0 ? 1 : value;

        var outcome = panel.Outcomes[0] with
        {
            Windows = [.. panel.Outcomes[0].Windows.Select(c => c with { Value = [.. c.Value.Select((v, i) => Moved(v, panel.People.IsProgramme[i], c.Window))] })],
        };
        var effects = EffectEstimation.Run(panel with { Outcomes = [outcome, .. panel.Outcomes.Skip(1)] }, new EvaluationOptions { LinkSensitivity = false }).Effects.Where(e => e.Outcome == "outcome_0" && e.Estimate is not null).ToArray();
        Assert.All(effects, e => Assert.Equal(e.Estimator is Estimators.EventStudy or Estimators.DifferenceInDifferences, e.Flags.Contains(EffectFlags.PreTrend)));
    }

    private static EventStudy Study(double slope, double effect)
    {
        var (treated, periods, fit) = Data(slope, effect);
        return EventStudy.Estimate(fit, treated, periods, 3, Clusters);
    }

    /// <summary>Three periods before and two after, in which the programme group rises by <paramref name="slope"/> more a period than the others.</summary>
    private static (bool[] Treated, double[][] Periods, LogisticFit Fit) Data(double slope, double effect)
    {
        var random = new Random(3);
        var x = Enumerable.Range(0, People).Select(_ => random.NextDouble()).ToArray();
        var treated = Array.ConvertAll(x, v => random.NextDouble() < 0.3 + (0.3 * v));
        var own = Array.ConvertAll(x, _ => 2 * random.NextDouble());
        var periods = Enumerable.Range(0, 5)
            .Select(p => Enumerable.Range(0, People).Select(i => own[i] + x[i] + (0.3 * p) + (treated[i] ? (slope * p) + (p > 2 ? effect : 0) : 0) + (2 * random.NextDouble())).ToArray()).ToArray();
        return (treated, periods, LogisticRegression.Fit(DesignMatrix.Create(People, [("x", x)]), treated));
    }
}
