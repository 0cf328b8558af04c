namespace TfPipeline.Linkage;

/// <summary>The outcome of a linkage: links, model, and what it cost.</summary>
/// <param name="Links">The links.</param>
/// <param name="Model">The fitted model.</param>
/// <param name="BlockingCosts">Cost of each blocking rule.</param>
/// <param name="Compared">Pairs compared.</param>
/// <param name="Candidates">Pairs with enough agreement to be kept.</param>
public sealed record LinkageResult(LinkTable Links, LinkageModel Model, IReadOnlyList<BlockingCost> BlockingCosts, long Compared, long Candidates)
{
    internal CandidatePairs? Pairs { get; init; }

    internal FittedPairs? Fitted { get; init; }

    internal bool IsSelf { get; init; }

    internal bool MayShareRecords { get; init; }

    internal long Records { get; init; }

    internal IReadOnlyList<FieldKnown> Known { get; init; } = [];

    /// <summary>Pairs whose probability is neither near 0 nor near 1.</summary>
    internal UncertainPairs Uncertain(LinkageOptions options) => UncertainPairs.Of(Pairs!, Fitted!, options);

    internal static LinkageResult Of(LinkagePlan plan, IReadOnlyList<CandidateSet> sets, LinkageOptions options)
    {
        // Counted first, so that the sets, which are as large as all that the fit needs, can be freed once their pairs are merged.
        var (compared, candidates) = (sets.Sum(s => s.Compared), sets.Sum(s => s.Candidates));
        var fitter = new ModelFitter(plan, options);
        var pairs = CandidatePairs.Merge(sets, plan.Prefilter, plan.Left.Count, options.Threads);
        var (probabilities, logOdds) = fitter.Fit(pairs);
        var fitted = new FittedPairs(fitter.Scorer, probabilities, logOdds);
        var links = LinkDecision.Decide(pairs, fitted, plan.Left.Count, options);
        return new LinkageResult(links, fitter.Model, plan.Costs, compared, candidates)
        {
            Pairs = pairs,
            Fitted = fitted,
            IsSelf = plan.IsSelf,
            MayShareRecords = !plan.IsSelf && options.Cardinality == Cardinality.ManyToMany,
            Records = plan.TermFrequencies.RightCount,
            Known = plan.TermFrequencies.Known(),
        };
    }
}
