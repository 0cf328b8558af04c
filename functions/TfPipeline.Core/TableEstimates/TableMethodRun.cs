using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>One method on the rows that are inside.</summary>
internal sealed class TableMethodRun(AnalysisTable table, TableRequest request, int[] rows)
{
    /// <returns>The estimate, the weights whose balance is shown, and an event study's periods.</returns>
    /// <exception cref="EvaluationInputException">The method has no estimate on these rows.</exception>
    public (EffectEstimate Estimate, double[] Weights, EventStudy? Study) Estimate(LogisticFit fit, bool[] treated, double[] outcome, int[] clusters)
    {
        switch (request.Method)
        {
            case TableMethod.Nearest:
                var strata = ClusterVariance.Compact([.. Enumerable.Range(0, rows.Length).Select(i => string.Join('\u001f', request.Exact.Select(e => table[e].Labels([rows[i]])[0])))]).Codes;
                var matches = NearestNeighbourMatching.Match(fit, treated, strata, request.Matching);
                return (PropensityMatchedEffect.Estimate(matches, treated, outcome, clusters), matches.Weights, null);
            case TableMethod.Entropy:
                var balancing = EntropyBalancing.TryFit(fit.Design, treated, new LogisticOptions { Threads = Environment.ProcessorCount })
                    ?? throw new EvaluationInputException("no weights make the comparison group's means equal the treated group's: somewhere nobody in comparison is like the treated; leave out the covariates that separate the groups, or use --support");
                return (balancing.Estimate(outcome, clusters), balancing.Weights, null);
        }

        var weights = AttWeights.Create(fit, treated, request.Weighting).Values;
        switch (request.Method)
        {
            case TableMethod.Did:
                return (AttWeighting.EstimateChange(fit, treated, outcome, Baseline(request.Baseline!), clusters, request.Weighting), weights, null);
            case TableMethod.Aipw:
                return (DoublyRobust.Estimate(fit, treated, outcome, clusters, request.Weighting), weights, null);
            case TableMethod.EventStudy:
                double[][] periods =
                [
                    .. request.EarlierBaselines.Select(Baseline), Baseline(request.Baseline!), outcome,
                    .. request.LaterOutcomes.Select(name => TableEstimation.Number(table[name], rows, "--outcome")),
                ];
                var study = EventStudy.Estimate(fit, treated, periods, request.EarlierBaselines.Count + 1, clusters, request.Weighting);
                return (study.Periods.First(p => p.Period == 1).Estimate, weights, study);
            default:
                return (AttWeighting.Estimate(fit, treated, outcome, clusters, request.Weighting), weights, null);
        }
    }

    /// <summary>The effect within the categories of a column.</summary>
    /// <exception cref="EvaluationInputException">The column has more categories than anyone reads.</exception>
    public SubgroupStudy Within(string by, string option, DesignMatrix design, bool[] treated, double[] outcome, int[] clusters)
    {
        const int Most = 200;
        var labels = table[by].Labels(rows);
        if (labels.Distinct(StringComparer.Ordinal).Count() is > Most and var found)
            throw new EvaluationInputException(FormattableString.Invariant($"{option} names a column with {found} categories, more than {Most}; cut it into bands first"));
        return SubgroupStudy.Estimate(design, treated, outcome, clusters, labels, new SubgroupOptions
        {
            Method = request.Method switch { TableMethod.Entropy => SubgroupMethod.Entropy, TableMethod.Aipw => SubgroupMethod.DoublyRobust, _ => SubgroupMethod.Weights },
            Weighting = request.Weighting,
        });
    }

    private double[] Baseline(string name) => TableEstimation.Number(table[name], rows, "--baseline");
}
