using System.Globalization;
using TfPipeline.Evaluation;
using Xunit.Abstractions;

namespace TfPipeline.Synthetic.Tests;

/// <summary>
/// On populations without linkage error, the odds-weighted intervals must cover the planted effects: what the planted truth means
/// and what is estimated are then the same thing. A longer run (TFP_FULL=1) prints coverage per outcome.
/// </summary>
[Trait("tier", "integration")]
public sealed class TrueCoverageTests(ITestOutputHelper output)
{
    private static readonly bool IsFull = string.Equals(Environment.GetEnvironmentVariable("TFP_FULL"), "1", StringComparison.Ordinal);

    [Fact]
    public void Intervals_of_the_weighted_effect_cover_the_planted_one()
    {
        var (seeds, families) = IsFull ? (24, 5_000) : (4, 2_500);
        string[] departments = ["offences", "school-attendance"];
        var cells = new Dictionary<(string Outcome, string Estimator), (int Covered, int Count, double Error)>();
        for (var seed = 1; seed <= seeds; seed++)
        {
            var population = Population.Make(families, (ulong)(1_000 + seed), 4);
            var truth = PlantedEffects.Count([.. population.Where(f => f.IsProgramme).SelectMany(f => f.Members)]).ToDictionary(e => (e.Outcome, e.Window));
            var result = EffectEstimation.Run(TruePanel.Of(population, departments), new EvaluationOptions { LinkSensitivity = false, MatchingWithReplacement = false });
            foreach (var effect in result.Effects.Where(e => e.Estimate is { HasInterval: true } && e.Window.StartsWith('p')))
            {
                var (estimate, planted) = (effect.Estimate!, truth[(effect.Outcome, effect.Window)].Effect);
                var key = (effect.Outcome, effect.Estimator);
                var cell = cells.GetValueOrDefault(key);
                cells[key] = (cell.Covered + (estimate.Low <= planted && planted <= estimate.High ? 1 : 0), cell.Count + 1, cell.Error + estimate.Effect - planted);
            }
        }

        foreach (var ((outcome, estimator), cell) in cells.OrderBy(c => c.Key.Estimator, StringComparer.Ordinal).ThenBy(c => c.Key.Outcome, StringComparer.Ordinal))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{estimator,-28} {outcome,-22} covered {cell.Covered,4} of {cell.Count,4} ({(double)cell.Covered / cell.Count:P1}), mean error {100 * cell.Error / cell.Count:F3} points"));
        var weighted = cells.Where(c => c.Key.Estimator == Estimators.AttWeights).Select(c => c.Value).ToList();
        Assert.True(weighted.Sum(c => c.Covered) >= 0.88 * weighted.Sum(c => c.Count));
        var naive = cells[("persistent_absence", Estimators.Naive)];
        Assert.True(naive.Error / naive.Count > 0.01, "the plain difference must be visibly biased");
    }
}
