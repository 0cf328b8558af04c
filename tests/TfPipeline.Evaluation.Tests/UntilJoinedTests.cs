using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class UntilJoinedTests
{
    [Fact]
    public void Without_joiners_it_is_the_main_estimate_and_with_nobody_left_there_is_none()
    {
        var fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);
        var nobody = new bool[Lalonde.Treated.Length];
        Assert.Equal(AttWeighting.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, Lalonde.Families), UntilJoined.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, nobody, Lalonde.Families));
        Assert.Null(UntilJoined.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, Array.ConvertAll(Lalonde.Treated, t => !t), Lalonde.Families));
    }

    [Fact]
    public void Few_left_say_nothing()
    {
        // Of 429 in comparison, worth 100 people, four of five joined.
        var fit = LogisticRegression.Fit(Lalonde.Design(), Lalonde.Treated);
        bool[] joined = [.. Lalonde.Treated.Select((t, i) => !t && i % 5 != 0)];
        var estimate = UntilJoined.Estimate(fit, Lalonde.Treated, Lalonde.Outcome, joined, Lalonde.Families)!;
        Assert.Equal(TooFewReasons.Left, estimate.TooFew);
        Assert.False(estimate.HasInterval);
    }

    [Fact]
    public void Time_on_the_programme_counts_from_the_month_of_joining()
    {
        bool[] treated = [true, false, false, false];
        double[] weights = [1, 1, 1, 2];

        // Of months 1 to 24: one joined in month 13 (12 of 24), one after the window, one with twice the weight never.
        Assert.Equal(0.5 / 4, UntilJoined.ExposedShare(treated, weights, [null, 13, 30, null], 1, 24), 1e-12);
        Assert.Equal(1.0 / 4, UntilJoined.ExposedShare(treated, weights, [null, 3, 30, null], 13, 18), 1e-12);
    }

    [Fact]
    public void A_waiting_list_that_empties_hides_an_effect_that_censoring_recovers()
    {
        // Half the comparison joins, more often with the first flag, which also makes events more frequent.
        var scene = new SimulatedPanel.Scene { Joins = 0.5, Prevented = 0.5 };
        var runs = Enumerable.Range(0, 14).Select(seed => PanelEstimates.Of(3000, seed, scene).ToArray()).ToArray();
        var truth = Mean(Estimators.AttWeights, e => e.Truth);
        var assigned = Mean(Estimators.AttWeights, e => e.Estimate.Effect);
        var censored = Mean(Estimators.UntilJoined, e => e.Estimate.Effect);
        var error = Mean(Estimators.UntilJoined, e => e.Estimate.StandardError) / Math.Sqrt(runs.Length);
        Assert.True(assigned / truth < 0.75, $"as assigned {assigned}, truth {truth}");
        Assert.InRange(censored, truth - (3 * error), truth + (3 * error));

        double Mean(string estimator, Func<(string Name, EffectEstimate Estimate, double Truth), double> of) => runs.Average(r => of(r.Single(e => e.Name == estimator)));
    }

    [Fact]
    public void The_main_estimate_states_how_much_of_its_comparison_was_on_the_programme()
    {
        var panel = SimulatedPanel.Make(2000, 3, new() { Joins = 0.5 }).Data;
        var result = EffectEstimation.Run(panel, new EvaluationOptions { LinkSensitivity = false, MatchingWithReplacement = false });
        foreach (var effect in result.Effects.Where(e => e.Estimate is not null))
            Assert.Equal(effect.Estimator == Estimators.AttWeights && !PanelWindow.Find(effect.Window)!.IsBefore, effect.ExposedComparison is not null);
        var first = Exposed("p1_6");
        Assert.InRange(first, 0.01, 0.2);
        Assert.True(Exposed("p19_24") > 2 * first);

        double Exposed(string window) => result.Effects.Single(e => e.Outcome == "outcome_0" && e.Window == window && e.Estimator == Estimators.AttWeights).ExposedComparison!.Value;
    }
}
