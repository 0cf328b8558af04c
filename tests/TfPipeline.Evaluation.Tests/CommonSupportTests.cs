using TfPipeline.TestData;

namespace TfPipeline.Evaluation.Tests;

[Trait("tier", "unit")]
public sealed class CommonSupportTests
{
    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void A_category_needs_twenty_families_of_each_group(int families, bool inside)
    {
        // Category 1 has many families on the programme and so many in comparison, of two people each.
        var (codes, treated, clusters) = (new List<int>(), new List<bool>(), new List<int>());
        Add(0, true, 40);
        Add(0, false, 40);
        Add(1, true, 40);
        Add(1, false, families);
        var marks = CommonSupport.Inside([[.. codes]], [.. treated], [.. clusters], 20);
        for (var i = 0; i < marks.Length; i++)
            Assert.Equal(codes[i] == 0 || inside, marks[i]);

        void Add(int code, bool isTreated, int count)
        {
            for (var f = 0; f < count; f++)
            {
                var family = clusters.Count == 0 ? 0 : clusters[^1] + 1;
                codes.AddRange([code, code]);
                treated.AddRange([isTreated, isTreated]);
                clusters.AddRange([family, family]);
            }
        }
    }

    [Fact]
    public void Leaving_out_one_category_can_bring_another_below_the_minimum()
    {
        // Without council 1, age band 1 has one family of the programme only.
        int[] council = [0, 0, 0, 0, 1, 0], age = [0, 0, 1, 0, 1, 0];
        bool[] treated = [true, false, true, false, false, true];
        Assert.Equal([true, true, false, true, false, true], CommonSupport.Inside([council, age], treated, [0, 1, 2, 3, 4, 5], 1));
    }

    [Fact]
    public void A_council_without_comparison_families_is_outside_and_makes_up_no_effect()
    {
        var panel = SimulatedPanel.Make(2500, 23);
        var people = panel.Data.People;
        var lone = Enumerable.Range(0, people.Count).Where(i => people.Council[i] == people.Council[0]).ToHashSet();
        var changed = panel.Data with
        {
            People = people with { IsProgramme = [.. people.IsProgramme.Select((p, i) => p || lone.Contains(i))] },

            // In that council everyone has every outcome: a comparison across councils would call it an effect.
            Outcomes = [.. panel.Data.Outcomes.Select(o => o with
            {
                Windows = [.. o.Windows.Select(c => c with { Value = [.. c.Value.Select((v, i) => lone.Contains(i) && !double.IsNaN(v) ? 1.0 : v)] })],
            })],
        };
        var result = EffectEstimation.Run(changed, new EvaluationOptions { LinkSensitivity = false });
        var main = result.Effects.Where(e => e.Estimator == Estimators.AttWeights).ToArray();
        Assert.All(main, e => Assert.InRange(e.Support!.ShareCovered, 0.5, 0.95));
        Assert.All(main, e => Assert.InRange(e.Support!.Comparison, 0, 40));
        Assert.All(result.Designs, d => Assert.Null(d.RidgePriorScale));
        foreach (var effect in main)
            Assert.InRange(panel.Truth(effect.Outcome, effect.Window), effect.Estimate!.Low - (2 * effect.Estimate.StandardError), effect.Estimate.High + (2 * effect.Estimate.StandardError));
        Assert.All(result.Flow.Where(f => f.Group == "programme" && f.Window.StartsWith('p')), f => Assert.True(f.OutsideSupport > 0));
    }
}
