using TfPipeline.Evaluation;
using TfPipeline.Linkage;

namespace TfPipeline.TestData;

/// <summary>
/// Made-up links with known odds: everyone has a true record; some also resemble another person's record, and the pairs' odds say how
/// far the truth can be told.
/// </summary>
internal static class SimulatedLinks
{
    /// <summary>Best link, corrected and imputed estimates of one population whose truth is known.</summary>
    public static IEnumerable<(string Name, EffectEstimate Estimate, double Truth)> Estimate(int families, int seed)
    {
        var data = SimulatedFamilies.Make(families, seed);
        var random = new Random(seed + 1_000_000);
        var people = data.Treated.Length;
        var fit = LogisticRegression.Fit(data.Design, data.Treated);
        var truth = data.Truth(Enumerable.Range(0, people).Where(i => data.Treated[i]));

        // Two people and two records that resemble each other: right way round with odds o squared to one, so the linkage's own
        // probability of the right way is o² / (1 + o²).
        var (person, record, odds, probability) = (new List<int>(), new List<int>(), new List<double>(), new List<double>());
        var order = Enumerable.Range(0, people).ToArray();
        random.Shuffle(order);
        var best = new int[people];
        var right = new double[people];
        for (var at = 0; at + 1 < people; at += 2)
        {
            var (a, b) = (order[at], order[at + 1]);
            var strength = new[] { 1.3, 2.0, 6.0 }[random.Next(3)];
            var p = strength * strength / (1 + (strength * strength));
            var swapped = random.NextDouble() >= p;
            (best[a], best[b]) = swapped ? (b, a) : (a, b);
            right[a] = right[b] = p;
            foreach (var (who, what, isBest) in new[] { (a, best[a], true), (a, best[b], false), (b, best[b], true), (b, best[a], false) })
            {
                person.Add(who);
                record.Add(what);
                odds.Add(1e6 * (isBest ? strength : 1));
                probability.Add(isBest ? p : 1 - p);
            }
        }

        if (people % 2 == 1)
            (best[order[^1]], right[order[^1]]) = (order[^1], 1);
        var linked = Array.ConvertAll(best, r => data.Outcome[r]);
        EffectEstimate Weighted(double[] outcome) => AttWeighting.Estimate(fit, data.Treated, outcome, data.Families);
        yield return ("true links", Weighted(data.Outcome), truth);
        yield return ("best link", Weighted(linked), truth);
        yield return ("best link, corrected", Weighted(LinkCorrection.Correct(linked, right, new int[people])), truth);
        var sets = new PosteriorLinkSampler(people, [.. person], [.. record], [.. odds]);
        var imputed = LinkImputation.Estimate(sets, [.. probability], 10, seed, set => Weighted(Array.ConvertAll(
            Enumerable.Range(0, people).ToArray(), i => data.Outcome[set[i] >= 0 ? record[set[i]] : best[i]])));
        yield return ("imputed links", imputed.Estimate, truth);
    }
}
