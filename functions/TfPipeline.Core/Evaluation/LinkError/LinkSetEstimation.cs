using TfPipeline.Core.Panel;

namespace TfPipeline.Core.Evaluation;

/// <summary>
/// The main estimate once more under each other set of links that the panel holds: sample, covariates and model are made anew, since
/// links decide those too. Draws are combined by Rubin's rules.
/// </summary>
internal static class LinkSetEstimation
{
    /// <param name="panel">The panel with its other sets of links.</param>
    /// <param name="main">Its own results, whose models start the others.</param>
    /// <param name="options">Choices.</param>
    public static EstimationResults Run(PanelData panel, EstimationResults main, EvaluationOptions options)
    {
        var results = new EstimationResults([], []);
        foreach (var (set, estimator) in new[] { (LinkSetNames.WithPossible, Estimators.WithPossibleLinks), (LinkSetNames.WithoutNumbers, Estimators.WithoutNumbers) })
        {
            if (panel.FindLinkSet(set) is { } found)
                results = results.And(Estimate(panel.Under(found), main, estimator, set, options));
        }

        var draws = panel.LinkSets.Where(s => LinkSetNames.IsDraw(s.Name)).ToList();
        return draws.Count < 2 ? results : results.And(Imputed(panel, main, draws, options));
    }

    private static EstimationResults Estimate(
        PanelData panel, EstimationResults main, string estimator, string set, EvaluationOptions options, JobKind kind = JobKind.LinkSet) =>
        SampleEstimation.RunAll(panel, EstimationJob.OfLinkSet(panel, estimator, set, kind), options, main);

    private static EstimationResults Imputed(PanelData panel, EstimationResults main, List<LinkSetPanel> draws, EvaluationOptions options)
    {
        var made = new List<EstimationResults>();
        var right = new List<Dictionary<(string, string), double>>();
        foreach (var draw in draws)
        {
            var under = panel.Under(draw);
            made.Add(Estimate(under, main, Estimators.ImputedLinks, "imputed_links", options, made.Count == 0 ? JobKind.LinkSet : JobKind.FurtherDraw));
            right.Add(under.Outcomes.SelectMany(o => o.Windows.Select(w => (Key: (o.Outcome, w.Window.Name), Right: ExpectedRight(under, o, w))))
                .ToDictionary(r => r.Key, r => r.Right));
        }

        // The designs of the draws are nearly one; the first stands for all.
        return new EstimationResults([.. Combine(made, right)], made[0].Designs);
    }

    private static IEnumerable<OutcomeEffect> Combine(List<EstimationResults> draws, List<Dictionary<(string, string), double>> right)
    {
        var others = draws.Skip(1).Select(d => d.Effects.ToDictionary(e => (e.Outcome, e.Window))).ToList();
        foreach (var first in draws[0].Effects)
        {
            var key = (first.Outcome, first.Window);
            List<OutcomeEffect> all = [first, .. others.Select(o => o[key])];
            if (all.Find(e => e.Estimate is null) is { } missing)
            {
                yield return missing with { Design = first.Design };
                continue;
            }

            var (estimate, share) = LinkImputation.Combine([.. all.Select(e => e.Estimate!)]);
            yield return first with { Estimate = estimate, Imputation = new LinkImputationSummary(all.Count, share, right.Average(r => r[key])) };
        }
    }

    /// <summary>Mean probability of the links that the values of a column come from.</summary>
    private static double ExpectedRight(PanelData panel, OutcomePanel outcome, OutcomeColumn column)
    {
        var links = panel.People.Links.FirstOrDefault(l => string.Equals(l.Department, outcome.Definition.Department, StringComparison.Ordinal));
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < column.State.Length; i++)
        {
            if (column.State[i] != OutcomeState.Measured || links?.Probability[i] is not { } probability)
                continue;
            sum += probability;
            count++;
        }

        return count == 0 ? 1 : sum / count;
    }
}
