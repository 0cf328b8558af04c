using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>
/// The main estimate once more under each other set of links that the panel holds: sample, covariates and model are made anew, since
/// links decide those too. Draws are combined by Rubin's rules.
/// </summary>
internal static class LinkSetEstimation
{
    // Two sets at a time: making a set's panel and covariates uses one thread, and the other set uses the rest.
    private const int SetsAtOnce = 2;

    /// <param name="panel">The panel with its other sets of links.</param>
    /// <param name="main">Its own results, whose models start the others.</param>
    /// <param name="options">Choices.</param>
    public static EstimationResults Run(PanelData panel, EstimationResults main, EvaluationOptions options)
    {
        var sets = Choose(panel);
        panel = panel with { Outcomes = [.. panel.Outcomes.Select(Read)] };
        var made = new EstimationResults[sets.Count];
        var right = new Dictionary<(string, string), double>[sets.Count];
        Parallel.For(0, sets.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(options.Threads, 1, SetsAtOnce) }, s =>
        {
            var under = panel.Under(sets[s].Links);
            made[s] = SampleEstimation.RunAll(under, EstimationJob.OfLinkSet(under, sets[s].Estimator, sets[s].Name, sets[s].Kind), options, main);
            right[s] = sets[s].IsDraw ? RightOf(under) : [];
        });
        var results = Enumerable.Range(0, sets.Count).Where(s => !sets[s].IsDraw).Aggregate(new EstimationResults([], []), (all, s) => all.And(made[s]));
        var draws = Enumerable.Range(0, sets.Count).Where(s => sets[s].IsDraw).ToList();

        // The propensity models of the draws hardly differ, so only the first is reported.
        return draws.Count == 0
            ? results
            : results.And(new EstimationResults([.. Combine([.. draws.Select(s => made[s])], [.. draws.Select(s => right[s])])], made[draws[0]].Designs));
    }

    /// <summary>Without the windows that only estimates of change read, so that no set of links copies them.</summary>
    private static OutcomePanel Read(OutcomePanel outcome) => outcome with
    {
        Windows = [.. outcome.Windows.Where(w => !w.Window.IsBefore || w.Window == PanelWindow.EarlierBaseline || w.Window == PanelWindow.Baseline)],
    };

    /// <summary>A single draw can't be combined with others and is left out.</summary>
    private static List<ChosenSet> Choose(PanelData panel)
    {
        var sets = new List<ChosenSet>();
        foreach (var (name, estimator) in new[] { (LinkSetNames.WithPossible, Estimators.WithPossibleLinks), (LinkSetNames.WithoutNumbers, Estimators.WithoutNumbers) })
        {
            if (panel.FindLinkSet(name) is { } found)
                sets.Add(new ChosenSet(found, estimator, name, JobKind.LinkSet, IsDraw: false));
        }

        var draws = panel.LinkSets.Where(s => LinkSetNames.IsDraw(s.Name)).ToList();
        if (draws.Count > 1)
            sets.AddRange(draws.Select((d, k) => new ChosenSet(d, Estimators.ImputedLinks, "imputed_links", k == 0 ? JobKind.LinkSet : JobKind.FurtherDraw, IsDraw: true)));
        return sets;
    }

    private static Dictionary<(string, string), double> RightOf(PanelData under) =>
        under.Outcomes.SelectMany(o => o.Windows.Select(w => (Key: (o.Outcome, w.Window.Name), Right: ExpectedRight(under, o, w)))).ToDictionary(r => r.Key, r => r.Right);

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
        var states = column.State;
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i] != OutcomeState.Measured || links?.Probability[i] is not { } probability)
                continue;
            sum += probability;
            count++;
        }

        return count == 0 ? 1 : sum / count;
    }

    /// <summary>A set of links to estimate under.</summary>
    private sealed record ChosenSet(LinkSetPanel Links, string Estimator, string Name, JobKind Kind, bool IsDraw);
}
