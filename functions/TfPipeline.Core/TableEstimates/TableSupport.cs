using TfPipeline.Evaluation;

namespace TfPipeline.Core.TableEstimates;

/// <summary>Rows that an estimate leaves out because their category has nobody, or too few, of the other group.</summary>
/// <param name="Summary">How many, and the share of the treated that is left.</param>
/// <param name="LeftOut">Categories left out, as covariate=category.</param>
/// <param name="Thin">Categories that stay with fewer than <see cref="CommonSupport.Families"/> clusters of one group.</param>
/// <param name="LengthsStated">Whether the request says how many months outcome and baseline cover.</param>
public sealed record TableSupport(SupportSummary Summary, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Thin, bool LengthsStated)
{
    /// <summary>The rows inside, and who is outside. A covariate is a category where it is text, is named as one, or holds zeros and ones only.</summary>
    /// <exception cref="EvaluationInputException">Nobody of one group is left.</exception>
    internal static (int[] Rows, TableSupport Support) Of(AnalysisTable table, TableRequest request, int[] rows, bool[] treated)
    {
        var clusters = TableEstimation.Clusters(table, request, rows);
        var categories = request.Covariates.Where(c => TableEstimation.IsNamedCategory(request, c) || IsCategory(table[c], rows)).Select(c => (Name: c, Labels: table[c].Labels(rows)))
            .Select(c => (c.Name, c.Labels, ClusterVariance.Compact(c.Labels).Codes)).ToList();
        var inside = CommonSupport.Inside([.. categories.Select(c => c.Codes)], treated, clusters, request.MinimumClusters);
        int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => inside[i])];
        var programme = kept.Count(i => treated[i]);
        if (kept.Length < rows.Length && (programme == 0 || programme == kept.Length))
            throw new EvaluationInputException("no category of the covariates has enough rows of both groups, so nobody can be compared; a column of numbers with text in it also becomes categories");
        return ([.. kept.Select(i => rows[i])], new TableSupport(
            SupportSummary.Of(treated, Array.ConvertAll(kept, i => treated[i])),
            Names(categories, i => !inside[i], all: true),
            ThinOf(categories, treated, clusters, inside),
            request.OutcomeMonths is not null));
    }

    private static bool IsCategory(AnalysisColumn column, int[] rows) => column.Take(rows) is not { } numbers || Array.TrueForAll(numbers, n => n is 0 or 1);

    private static List<string> ThinOf(List<(string Name, string[] Labels, int[] Codes)> categories, bool[] treated, int[] clusters, bool[] inside) =>
    [
        .. categories.SelectMany(c =>
        {
            var enough = CommonSupport.Inside([c.Codes], treated, clusters, CommonSupport.Families);
            return Names([c], i => inside[i] && !enough[i], all: false);
        }),
    ];

    /// <summary>Categories of which some, or all, rows are such.</summary>
    private static List<string> Names(List<(string Name, string[] Labels, int[] Codes)> categories, Func<int, bool> isSuch, bool all) =>
    [
        .. categories.SelectMany(c => Enumerable.Range(0, c.Labels.Length).GroupBy(i => c.Labels[i], StringComparer.Ordinal)
            .Where(g => all ? g.All(isSuch) : g.Any(isSuch)).Select(g => $"{c.Name}={g.Key}").Order(StringComparer.Ordinal)),
    ];
}
