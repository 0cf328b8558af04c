using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>The pipeline's estimators on any table.</summary>
public static class TableEstimation
{
    private const int FewestClusters = 3;
    private const int FewestRowsToJudge = 10;

    /// <summary>Runs one estimate. Rows with a missing value in any named column are left out and counted.</summary>
    /// <exception cref="EvaluationInputException">The columns can't be analysed as asked.</exception>
    public static TableReport Run(AnalysisTable table, TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        TableRules.Check(request);
        var everyone = Rows(table, request);
        // What a column holds is judged over all rows: who is left out for want of support must not decide it.
        foreach (var (name, place) in request.Covariates.Select((name, i) => (name, $"--covariates, name {i + 1},")))
            CheckCovariate(place, table[name], everyone, IsNamedCategory(request, name));
        var naive = Naive(table, request, everyone);
        var (rows, support) = TableSupport.Of(table, request, everyone, Treated(table[request.Treatment], everyone));
        var treated = Treated(table[request.Treatment], rows);
        var outcome = Number(table[request.Outcome], rows, "--outcome");
        var clusters = Clusters(table, request, rows);
        CheckSample(treated, outcome, clusters);
        var design = DesignMatrix.Create(rows.Length, [.. request.Covariates.SelectMany(name => Covariate(name, table[name], rows, IsNamedCategory(request, name)))]);
        var fit = LogisticRegression.Fit(design, treated, new LogisticOptions { Threads = Environment.ProcessorCount });
        var (adjusted, weights, study) = new TableMethodRun(table, request, rows).Estimate(fit, treated, outcome, clusters);
        if (adjusted.TooFew == TooFewReasons.Clusters)
            throw new EvaluationInputException("the clusters are too few for a standard error: those that carry the weight of a group are worth fewer than four; name smaller clusters with --cluster, or give more data");
        var balance = Balance.Of(design, treated, weights);
        return new TableReport(
            request.Method.Name(), table.Rows, table.Rows - everyone.Length, naive, adjusted,
            fit.LogLikelihood, Terms(fit), fit.Aliased, fit.RidgePriorScale, balance, Balance.Worst(balance) > Balance.Limit, Overlap.Of(fit.Fitted, treated), support)
        {
            Assumes = request.Method.Assumes(),
            EventStudy = study,
            Subgroups = [.. request.By.Select((by, i) => new TableSubgroups(by, new TableMethodRun(table, request, rows).Within(by, $"--by, name {i + 1},", design, treated, outcome, clusters)))],
        };
    }

    private static EffectEstimate Naive(AnalysisTable table, TableRequest request, int[] rows) => NaiveDifference.Estimate(
        Treated(table[request.Treatment], rows), Number(table[request.Outcome], rows, "--outcome"), Clusters(table, request, rows));

    internal static int[] Clusters(AnalysisTable table, TableRequest request, int[] rows) =>
        request.Cluster is { } cluster ? ClusterVariance.Compact(table[cluster].Labels(rows)).Codes : [.. Enumerable.Range(0, rows.Length)];

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

    // Standard errors come from how clusters and people differ; from one of them there is none.
    private static void CheckSample(bool[] treated, double[] outcome, int[] clusters)
    {
        var inTreatment = treated.Count(t => t);
        if (inTreatment < 2 || treated.Length - inTreatment < 2)
            throw new EvaluationInputException(FormattableString.Invariant($"{inTreatment} treated and {treated.Length - inTreatment} comparison rows: each group needs at least two, and many more for an estimate that stands up"));
        if (clusters.Distinct().Take(FewestClusters).Count() is < FewestClusters and var found)
            throw new EvaluationInputException(FormattableString.Invariant($"--cluster names {found} cluster(s), too few for a standard error: it needs at least {FewestClusters}, and a good one about 40; name smaller clusters or leave --cluster out"));
        if (Array.TrueForAll(outcome, y => y.Equals(outcome[0])))
            throw new EvaluationInputException("the outcome is the same in every row, so there is nothing to estimate; check --outcome");
    }

    internal static double[] Number(AnalysisColumn column, int[] rows, string option)
    {
        if ((column.Take(rows) ?? column.AsFlags()?.Take(rows)) is { } numbers)
            return numbers;
        CheckMixed(column, option);
        throw new EvaluationInputException($"{option} must name a column of numbers, or of true and false");
    }

    // One cell of text must not turn a number into as many categories as there are rows.
    private static void CheckMixed(AnalysisColumn column, string option)
    {
        if (column.NumberCells > column.FilledCells / 2.0)
            throw new EvaluationInputException(FormattableString.Invariant($"{option} names a column in which {column.NumberCells} cells are numbers and {column.FilledCells - column.NumberCells} are text; write numbers without separators of thousands and leave missing ones blank, or name the column in --categories"));
    }

    internal static bool IsNamedCategory(TableRequest request, string name) => request.Categories.Contains(name, StringComparer.Ordinal);

    private static void CheckCovariate(string option, AnalysisColumn column, int[] rows, bool isCategory)
    {
        if (!isCategory)
        {
            if (column.Take(rows) is not null)
                return;
            CheckMixed(column, option);
        }

        var categories = column.Labels(rows).Distinct(StringComparer.Ordinal).Count();
        if (categories > FewestRowsToJudge && categories > rows.Length / 2.0)
            throw new EvaluationInputException(FormattableString.Invariant($"{option} names a column of text with {categories} categories in {rows.Length} rows; a covariate has few categories with many rows each"));
    }

    private static IEnumerable<(string Name, double[] Values)> Covariate(string name, AnalysisColumn column, int[] rows, bool isCategory)
    {
        if (!isCategory && column.Take(rows) is { } numbers)
            return [(name, numbers)];
        var labels = column.Labels(rows);
        return labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Skip(1)
            .Select(category => (name + "=" + category, Array.ConvertAll(labels, l => string.Equals(l, category, StringComparison.Ordinal) ? 1.0 : 0.0)));
    }

    private static IReadOnlyList<ModelTerm> Terms(LogisticFit fit) =>
        [.. fit.Design.Names.Select((n, j) => new ModelTerm(n, fit.Coefficients[j], fit.StandardErrors[j])).Where(t => !double.IsNaN(t.StandardError))];
}
