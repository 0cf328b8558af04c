using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>The pipeline's estimators on any table.</summary>
public static class TableEstimation
{
    /// <summary>Runs one estimate. Rows with a missing value in any named column are left out and counted.</summary>
    /// <exception cref="EvaluationInputException">The columns can't be analysed as asked.</exception>
    public static TableReport Run(AnalysisTable table, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        Check(request);
        var everyone = Rows(table, request);
        var naive = Naive(table, request, everyone);
        var (rows, support) = TableSupport.Of(table, request, everyone, Treated(table[request.Treatment], everyone));
        var treated = Treated(table[request.Treatment], rows);
        var outcome = Number(table[request.Outcome], rows, "--outcome");
        var clusters = Clusters(table, request, rows);
        var design = DesignMatrix.Create(rows.Length, [.. request.Covariates.SelectMany(name => Covariate(name, table[name], rows))]);
        var fit = LogisticRegression.Fit(design, treated, new LogisticOptions { Threads = Environment.ProcessorCount });
        var (adjusted, weights) = Estimate(table, request, rows, fit, treated, outcome, clusters);
        if (adjusted.TooFew == TooFewReasons.Clusters)
            throw new EvaluationInputException("the clusters are too few for a standard error: those that carry the weight of a group are worth fewer than four; name smaller clusters with --cluster, or give more data");
        var balance = Balance.Of(design, treated, weights);
        return new TableReport(
            request.Method.ToString().ToLowerInvariant(), table.Rows, table.Rows - everyone.Length, naive, adjusted,
            fit.LogLikelihood, Terms(fit), fit.Aliased, fit.RidgePriorScale, balance, Balance.Worst(balance) > Balance.Limit, Overlap.Of(fit.Fitted, treated), support);
    }

    private static (EffectEstimate Estimate, double[] Weights) Estimate(
        AnalysisTable table, TableRequest request, int[] rows, LogisticFit fit, bool[] treated, double[] outcome, int[] clusters)
    {
        if (request.Method == TableMethod.Nearest)
        {
            var strata = ClusterVariance.Compact([.. Enumerable.Range(0, rows.Length).Select(i => string.Join('\u001f', request.Exact.Select(e => table[e].Labels([rows[i]])[0])))]).Codes;
            var matches = NearestNeighbourMatching.Match(fit, treated, strata, request.Matching);
            return (PropensityMatchedEffect.Estimate(matches, treated, outcome, clusters), matches.Weights);
        }

        var weights = AttWeights.Create(fit, treated, request.Weighting).Values;
        return request.Method == TableMethod.Weights
            ? (AttWeighting.Estimate(fit, treated, outcome, clusters, request.Weighting), weights)
            : (AttWeighting.EstimateChange(fit, treated, outcome, Number(table[request.Baseline!], rows, "--baseline"), clusters, request.Weighting), weights);
    }

    private static EffectEstimate Naive(AnalysisTable table, TableRequest request, int[] rows) => NaiveDifference.Estimate(
        Treated(table[request.Treatment], rows), Number(table[request.Outcome], rows, "--outcome"), Clusters(table, request, rows));

    internal static int[] Clusters(AnalysisTable table, TableRequest request, int[] rows) =>
        request.Cluster is { } cluster ? ClusterVariance.Compact(table[cluster].Labels(rows)).Codes : [.. Enumerable.Range(0, rows.Length)];

    private static void Check(TableRequest request)
    {
        if (request.Method == TableMethod.Did && request.Baseline is null)
            throw new EvaluationInputException("difference-in-differences needs --baseline, the outcome before");
        if (request.Method != TableMethod.Did && request.Baseline is not null)
            throw new EvaluationInputException("--baseline belongs to the method did");
        if (request.OutcomeMonths != request.BaselineMonths)
            throw new EvaluationInputException("difference-in-differences subtracts windows of equal length only: --outcome-months and --baseline-months must be given together and be equal");
        if (request.OutcomeMonths is not null && request.Method != TableMethod.Did)
            throw new EvaluationInputException("--outcome-months and --baseline-months belong to the method did");
        if (request.MinimumClusters < 1)
            throw new EvaluationInputException("--support must be at least 1");
        if (request.Method != TableMethod.Nearest && request.Exact.Count > 0)
            throw new EvaluationInputException("--exact belongs to the method nearest");
        if (request.Method != TableMethod.Nearest && request.Matching != TableRequest.PlainMatching)
            throw new EvaluationInputException("--caliper, --score, --replace, --ratio and --order belong to the method nearest");
        if (request.Covariates.Count == 0)
            throw new EvaluationInputException("--covariates must name at least one column");
        foreach (var column in new[] { request.Treatment, request.Outcome, request.Baseline })
        {
            if (request.Covariates.Contains(column, StringComparer.Ordinal))
                throw new EvaluationInputException("--covariates may hold neither treatment nor outcome nor baseline");
        }
    }

    private static int[] Rows(AnalysisTable table, TableRequest request)
    {
        var columns = request.Columns.Select(c => table[c.Name]).ToArray();
        var rows = Enumerable.Range(0, table.Rows).Where(r => Array.TrueForAll(columns, c => c.HasValue(r))).ToArray();
        if (request.Seed is { } seed)
            new Random(seed).Shuffle(rows);
        return rows.Length > 0 ? rows : throw new EvaluationInputException("every row has a missing value in one of the named columns");
    }

    private static bool[] Treated(AnalysisColumn column, int[] rows)
    {
        var labels = column.Labels(rows);
        return Array.ConvertAll(labels, l => l switch
        {
            "1" or "true" or "TRUE" or "True" => true,
            "0" or "false" or "FALSE" or "False" => false,
            _ => throw new EvaluationInputException("--treatment must hold 1 and 0 only (or true and false)"),
        });
    }

    private static double[] Number(AnalysisColumn column, int[] rows, string option) =>
        column.Take(rows) ?? throw new EvaluationInputException($"{option} must name a column of numbers");

    private static IEnumerable<(string Name, double[] Values)> Covariate(string name, AnalysisColumn column, int[] rows)
    {
        if (column.Take(rows) is { } numbers)
            return [(name, numbers)];
        var labels = column.Labels(rows);
        return labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Skip(1)
            .Select(category => (name + "=" + category, Array.ConvertAll(labels, l => string.Equals(l, category, StringComparison.Ordinal) ? 1.0 : 0.0)));
    }

    private static IReadOnlyList<ModelTerm> Terms(LogisticFit fit) =>
        [.. fit.Design.Names.Select((n, j) => new ModelTerm(n, fit.Coefficients[j], fit.StandardErrors[j])).Where(t => !double.IsNaN(t.StandardError))];
}
