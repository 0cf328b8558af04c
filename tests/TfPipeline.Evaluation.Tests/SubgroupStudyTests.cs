using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class SubgroupStudyTests
{
    private const int People = 6000;
    private static readonly int[] Alone = [.. Enumerable.Range(0, People)];

    [Theory]
    [InlineData(SubgroupMethod.Weights)]
    [InlineData(SubgroupMethod.Entropy)]
    [InlineData(SubgroupMethod.DoublyRobust)]
    public void Effects_that_differ_are_found_and_equal_ones_are_not(SubgroupMethod method)
    {
        var differing = Study([0, 1, 0], method: method);
        Assert.True(differing.Interaction!.PValue < 0.001);
        Assert.Equal(2, differing.Interaction.Restrictions);
        Assert.InRange(differing.Categories[1].Estimate!.Effect, 0.8, 1.2);
        Assert.True(differing.Categories[1].HolmPValue < 0.001);
        Assert.True(differing.Categories[0].HolmPValue > 0.05);
        Assert.True(Study([0.5, 0.5, 0.5], method: method).Interaction!.PValue > 0.05);
        Assert.All(differing.Categories, c => Assert.InRange(c.WorstDifference!.Value, 0, 0.1));
    }

    [Fact]
    public void The_test_of_two_categories_without_shared_families_is_the_squared_difference()
    {
        var study = Study([0, 0.4]);
        var (first, second) = (study.Categories[0].Estimate!, study.Categories[1].Estimate!);
        var expected = Math.Pow(first.Effect - second.Effect, 2) / ((first.StandardError * first.StandardError) + (second.StandardError * second.StandardError));
        Assert.Equal(expected, study.Interaction!.Statistic, 1e-9);
        Assert.Null(study.Shrinkage);
    }

    [Fact]
    public void Families_in_several_categories_tie_their_effects()
    {
        // Each family has one member in either category, and what they share is most of the outcome.
        var apart = Study([0, 0.2], shared: 3);
        var tied = Study([0, 0.2], shared: 3, families: true);
        Assert.True(tied.Interaction!.Statistic > 3 * apart.Interaction!.Statistic);
    }

    [Fact]
    public void A_category_with_too_few_families_of_one_group_says_so()
    {
        var labels = Enumerable.Range(0, People).Select(i => i < 30 ? "few" : i % 2 == 0 ? "a" : "b").ToArray();
        var (design, treated, outcome) = Data([0, 0]);
        var study = SubgroupStudy.Estimate(design, treated, outcome, Alone, labels);
        Assert.Equal(["a", "b", "few"], study.Categories.Select(c => c.Category));
        Assert.Equal(NotEstimatedReasons.TooFewPeople, study.Categories[2].NotEstimated);
        Assert.Null(study.Categories[2].Shrunk);
    }

    [Fact]
    public void A_category_whose_groups_cannot_be_balanced_is_flagged()
    {
        // In one category the programme group is nearly all above anyone in comparison.
        var (_, treated, outcome) = Data([0, 0, 0]);
        var x = Enumerable.Range(0, People).Select(i => i % 3 == 0 && treated[i] ? 5.0 + (i % 7) : (i % 11) / 2.0).ToArray();
        var study = SubgroupStudy.Estimate(DesignMatrix.Create(People, [("x", x)]), treated, outcome, Alone, [.. Enumerable.Range(0, People).Select(i => "c" + (i % 3))]);
        Assert.NotEmpty(study.Categories[0].Flags);
        Assert.Empty(study.Categories[1].Flags);
    }

    [Fact]
    public void Shrinkage_draws_an_uncertain_category_further_towards_the_mean()
    {
        var made = EmpiricalBayes.Of([0, 0.1, 0.5, 0.5, -0.3], [0.001, 0.001, 0.001, 0.2, 0.001]);
        Assert.True(made.Effects[3].Kept < made.Effects[2].Kept);
        Assert.True(Math.Abs(made.Effects[3].Effect - made.Mean) < Math.Abs(made.Effects[2].Effect - made.Mean));
        Assert.Throws<EvaluationInputException>(() => EmpiricalBayes.Of([0, 1], [1, 1]));
    }

    [Fact]
    public void A_panel_has_subgroups_of_its_primary_outcomes_only_and_every_person_is_in_one_category()
    {
        var panel = SimulatedPanel.Make(2500, 6).Data;
        var result = EffectEstimation.Run(panel, new EvaluationOptions { LinkSensitivity = false, MatchingWithReplacement = false, PrimaryOutcomes = ["outcome_0", "no_such_outcome"] });
        Assert.Equal(["council", "age_band", "sex", "flag.crime_asb", "flag.school_attendance", "flag.children_need_help", "flag.worklessness_finance", "flag.domestic_abuse", "flag.health"], result.Subgroups.Select(s => s.Dimension));
        Assert.All(result.Subgroups, s => Assert.Equal(("outcome_0", "p1_24"), (s.Outcome, s.Window)));
        var main = result.Effects.Single(e => e.Outcome == "outcome_0" && e.Window == "p1_24" && e.Estimator == Estimators.AttWeights);
        Assert.All(result.Subgroups, s => Assert.Equal(main.Estimate!.Programme, s.Study.Categories.Sum(c => c.Programme)));

        Assert.Equal(6, result.Subgroups[0].Study.Categories.Count(c => c.Shrunk is not null));
        var text = System.Text.Json.JsonSerializer.Serialize(result);
        Assert.Equal(text, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<EvaluationResult>(text)));
    }

    [Fact]
    public void Where_no_effect_was_made_the_test_that_effects_differ_seldom_says_so()
    {
        var tests = Enumerable.Range(0, 16).SelectMany(seed =>
        {
            var panel = SimulatedPanel.Make(2500, seed, new() { Prevented = 0 }).Data;
            var outcome = panel.Outcomes[0] with { Windows = [.. panel.Outcomes[0].Windows.Where(w => w.Window.Months >= 12 && (w.Window.IsBefore || w.Window.Months == 24))] };
            var options = new EvaluationOptions { LinkSensitivity = false, MatchingWithReplacement = false, PrimaryOutcomes = ["outcome_0"] };
            return EffectEstimation.Run(panel with { Outcomes = [outcome] }, options).Subgroups.Select(s => (s.Dimension, s.Study.Interaction!.PValue));
        }).ToArray();

        // 5 % of 144 tests would be 7; twice as many is the alarm.
        var by = string.Join(" ", tests.GroupBy(t => t.Dimension).Select(g => $"{g.Key} {g.Count(t => t.PValue < 0.05)}/{g.Count()}"));
        Assert.True(tests.Count(t => t.PValue < 0.05) <= 15, by);
    }

    private static SubgroupStudy Study(double[] effects, double shared = 0, bool families = false, SubgroupMethod method = SubgroupMethod.Weights)
    {
        var (design, treated, outcome) = Data(effects, shared);
        return SubgroupStudy.Estimate(
            design, treated, outcome, families ? [.. Alone.Select(i => i / effects.Length)] : Alone, [.. Alone.Select(i => "c" + (i % effects.Length))], new SubgroupOptions { Method = method });
    }

    /// <summary>People in categories by turns. Families are runs of as many people; they share group and <paramref name="shared"/>.</summary>
    private static (DesignMatrix Design, bool[] Treated, double[] Outcome) Data(double[] effects, double shared = 0)
    {
        var random = new Random(21);
        var family = Enumerable.Range(0, People).Select(_ => random.NextDouble()).ToArray();
        var x = Enumerable.Range(0, People).Select(_ => random.NextDouble()).ToArray();
        var size = effects.Length;
        var treated = Enumerable.Range(0, People).Select(i => family[i / size] < (shared > 0 ? 0.4 : 0.25 + (0.3 * x[i]))).ToArray();
        var trait = Enumerable.Range(0, People).Select(_ => random.NextDouble() - 0.5).ToArray();
        var outcome = Enumerable.Range(0, People).Select(i => x[i] + (shared * trait[i / size]) + (treated[i] ? effects[i % size] : 0) + random.NextDouble()).ToArray();
        return (DesignMatrix.Create(People, [("x", x)]), treated, outcome);
    }
}
