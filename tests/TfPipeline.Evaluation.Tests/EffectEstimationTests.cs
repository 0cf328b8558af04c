using System.Text.Json;
using TfPipeline.Evaluation.Panels;
using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class EffectEstimationTests
{
    private static readonly SimulatedPanel Small = SimulatedPanel.Make(1500, 11, new() { Unlinked = 0.1, LinkSets = true });

    private static readonly EvaluationResult Result = EffectEstimation.Run(Small.Data);

    [Fact]
    public void Threads_do_not_change_a_byte()
    {
        var one = JsonSerializer.Serialize(EffectEstimation.Run(Small.Data, new EvaluationOptions { Threads = 1 }));
        Assert.Equal(one, JsonSerializer.Serialize(EffectEstimation.Run(Small.Data, new EvaluationOptions { Threads = 4 })));
        Assert.Equal(one, JsonSerializer.Serialize(Result));
    }

    [Fact]
    public void The_result_survives_json()
    {
        var text = JsonSerializer.Serialize(Result);
        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<EvaluationResult>(text)));
    }

    [Fact]
    public void Every_outcome_and_window_after_the_index_date_has_every_estimator()
    {
        var after = PanelWindow.All.Count(w => !w.IsBefore);
        foreach (var estimator in Estimators.All)
        {
            var windows = estimator switch { Estimators.Placebo => 1, Estimators.EventStudy => PanelWindow.HalfYears.Count - 1, Estimators.UntilJoined => 0, _ => after };
            Assert.Equal(2 * windows, Result.Effects.Count(e => string.Equals(e.Estimator, estimator, StringComparison.Ordinal)));
        }

        Assert.All(Result.Effects, e => Assert.True(e.Estimate is null != e.NotEstimated is null));
    }

    [Fact]
    public void Every_effect_names_a_design_that_is_there()
    {
        var designs = Result.Designs.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(Result.Designs.Count, designs.Count);
        Assert.All(Result.Effects, e => Assert.True(e.Design is null || designs.Contains(e.Design)));
        Assert.All(Result.Designs, d => Assert.True(Balance.Worst(d.WeightedBalance) < 0.25));
    }

    [Fact]
    public void Imputed_links_state_how_far_they_shrink_the_effect()
    {
        var imputed = Result.Effects.Where(e => e.Imputation is not null).ToArray();
        Assert.NotEmpty(imputed);
        Assert.All(imputed, e => Assert.Equal(Estimators.ImputedLinks, e.Estimator));
        Assert.All(imputed, e => Assert.InRange(e.Imputation!.ExpectedRight, 0.5, 0.999));
        Assert.All(imputed, e => Assert.InRange(e.Imputation!.LinkageShare, 1e-9, 1));
    }

    [Fact]
    public void The_flow_adds_up_to_the_people_of_each_group()
    {
        var programme = Small.Data.People.IsProgramme.Count(p => p);
        foreach (var row in Result.Flow)
        {
            Assert.Equal(row.People, row.Measured + row.Assumed + row.Missing + row.Unknown + row.OutOfScope);
            Assert.Equal(string.Equals(row.Group, "programme", StringComparison.Ordinal) ? programme : Small.Data.People.Count - programme, row.People);
        }

        Assert.Contains(Result.Flow, r => r.Unknown > 0);
    }

    [Fact]
    public void A_change_estimate_leaves_its_own_baseline_out_of_the_model()
    {
        var change = Result.Designs.Single(d => string.Equals(d.Id, "outcome_0.p1_6.change", StringComparison.Ordinal));
        Assert.DoesNotContain(change.Terms, t => t.Covariate.StartsWith("outcome_0.m12_m1", StringComparison.Ordinal));
        Assert.DoesNotContain(change.Terms, t => string.Equals(t.Covariate, "made-up.m12_m1.family", StringComparison.Ordinal));
        Assert.Contains(change.Terms, t => t.Covariate.StartsWith("outcome_0.m24_m13", StringComparison.Ordinal));
        Assert.Contains(change.Terms, t => t.Covariate.StartsWith("outcome_1.m12_m1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("p1_6", "m6_m1")]
    [InlineData("p19_24", "m6_m1")]
    [InlineData("p1_12", "m12_m1")]
    [InlineData("p1_24", "m24_m1")]
    public void A_change_is_since_a_window_of_equal_length(string window, string before) => Assert.Equal(before, PanelWindow.Find(window)!.Before.Name);

    [Fact]
    public void Events_at_a_constant_rate_make_no_change_in_windows_of_any_length()
    {
        var column = Small.Data.Outcomes[0];
        var people = Small.Data.People;

        // Four in ten of the programme group and one in ten of the others have the event in any half-year, before and after alike. Half a year
        // less a year would be 15 points off between the groups, two years less one 8 points.
        var random = new Random(4);
        var had = PanelWindow.HalfYears.Select(_ => Array.ConvertAll(people.IsProgramme, p => random.NextDouble() < (p ? 0.4 : 0.1))).ToArray();
        double Value(int person, PanelWindow w) => Enumerable.Range(0, had.Length).Any(h => had[h][person] && w.Overlaps(PanelWindow.HalfYears[h])) ? 1 : 0;

        var constant = column with
        {
            Definition = column.Definition with { AgeFrom = null, AgeTo = null },
            Windows = [.. column.Windows.Select(c => new OutcomeColumn(
                c.Window, [.. Enumerable.Range(0, people.Count).Select(i => Value(i, c.Window))], [.. Enumerable.Repeat(OutcomeState.Measured, people.Count)]))],
            Alternatives = [],
        };
        var result = EffectEstimation.Run(Small.Data with { Outcomes = [constant], LinkSets = [] }, new EvaluationOptions { LinkSensitivity = false });
        var changes = result.Effects.Where(e => e.Estimator == Estimators.DifferenceInDifferences).ToArray();
        Assert.Equal(6, changes.Length);
        Assert.All(changes, e => Assert.InRange(e.Estimate!.Effect, -0.06, 0.06));
    }

    [Fact]
    public void A_placebo_knows_nothing_of_the_last_year_before_the_index_date()
    {
        foreach (var design in Result.Designs.Where(d => string.Equals(d.Kind, "placebo", StringComparison.Ordinal)))
            Assert.DoesNotContain(design.Terms, t => t.Covariate.Contains("m12_m1", StringComparison.Ordinal));
    }

    [Fact]
    public void An_outcome_that_nobody_had_is_a_reason_and_not_a_zero()
    {
        var column = Small.Data.Outcomes[0].Find(PanelWindow.Cumulative)!;
        var nothing = column with { Value = Array.ConvertAll(column.Value, v => double.IsNaN(v) ? v : 0) };
        var outcome = Small.Data.Outcomes[0] with { Windows = [.. Small.Data.Outcomes[0].Windows.Select(c => c == column ? nothing : c)] };
        var effects = EffectEstimation.Run(Small.Data with { Outcomes = [outcome], LinkSets = [] }).Effects
            .Where(e => string.Equals(e.Window, "p1_24", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(effects);
        var level = effects.Where(e => !string.Equals(e.Estimator, Estimators.DifferenceInDifferences, StringComparison.Ordinal));
        Assert.All(level, e => Assert.Equal(NotEstimatedReasons.NoVariation, e.NotEstimated));
    }

    [Fact]
    public void Too_few_people_are_refused_by_name()
    {
        var result = EffectEstimation.Run(SimulatedPanel.Make(20, 1).Data);
        Assert.All(result.Effects, e => Assert.Equal(NotEstimatedReasons.TooFewPeople, e.NotEstimated));
        Assert.Empty(result.Designs);
    }

    [Fact]
    public void A_council_with_the_programme_only_is_outside_and_needs_no_ridge()
    {
        var people = Small.Data.People;
        var alone = people with { IsProgramme = [.. people.IsProgramme.Select((p, i) => p || people.Council[i].EndsWith('1'))] };
        var result = EffectEstimation.Run(Small.Data with { People = alone });
        Assert.DoesNotContain(result.Effects, e => e.Flags.Contains(EffectFlags.Ridge, StringComparer.Ordinal));
        Assert.All(result.Effects.Where(e => e.Estimate is not null && e.Estimator != Estimators.Naive), e => Assert.InRange(e.Support!.ShareCovered, 0.3, 0.99));
        Assert.All(result.Designs, d => Assert.DoesNotContain(d.Terms, t => t.Covariate.StartsWith("council.", StringComparison.Ordinal) && t.Covariate.EndsWith('1')));
    }

    [Fact]
    public void Age_bands_have_their_borders_in_the_right_band()
    {
        Assert.Equal("00_04 05_09 14_15 16_17 18_24 50_over", string.Join(" ", new[] { 4, 5, 15, 16, 18, 50 }.Select(PanelCovariates.AgeBand)));
    }

    [Fact]
    public void Each_caveat_is_true_of_the_estimates_that_it_names()
    {
        var dropped = Result.Caveats.SingleOrDefault(c => c.Code == EffectFlags.ProgrammeDropped);
        var estimates = Result.Effects.Where(e => e.Estimate?.ShareOfProgrammeDropped > 0).ToArray();
        Assert.Equal(estimates.Select(e => e.Outcome).Distinct().Order(), dropped?.Outcomes.Order() ?? Enumerable.Empty<string>());
        foreach (var estimator in Estimators.All.Where(_ => dropped is not null))
        {
            var names = dropped!.Text[dropped.Text.IndexOf(": ", StringComparison.Ordinal)..].TrimStart(':', ' ').Split('.')[0].Split(", ");
            Assert.Equal(estimates.Any(e => e.Estimator == estimator), names.Contains(estimator.Replace('_', ' ')));
        }

        Assert.DoesNotContain(estimates, e => e.Estimator == Estimators.AttWeights);
        Assert.Contains("The main estimate leaves nobody out", dropped!.Text, StringComparison.Ordinal);
        foreach (var caveat in Result.Caveats.Where(c => EffectVerdict.Required.Contains(c.Code)))
        {
            Assert.Contains("answers nothing", caveat.Text, StringComparison.Ordinal);
            Assert.Equal(
                Result.Effects.Where(e => e.Estimator == Estimators.AttWeights && e.Estimate is not null && e.Flags.Contains(caveat.Code)).Select(e => e.Outcome).Distinct().Order(),
                caveat.Outcomes.Order());
        }
    }
}
