using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Release.Proposals;

/// <summary>
/// Whether the two groups were linked equally well: differences in match rate, expected precision and expected recall, clustered by
/// family. A difference in match rate may also mean that more of one group have a record at all; one in recall does not.
/// </summary>
internal static class LinkageDifferences
{
    public const string Table = "linkage_difference";
    public const string MatchRate = "match_rate";

    // Equal probabilities leave the noise of summing them.
    private const double NoVariation = 1e-9;

    public static ProposedDifferences Of(PeopleTable people) => new(Table, LinkageCounts.Quality, [.. Adjusted([.. people.Links.SelectMany(l => Rows(people, l))])])
    {
        Title = "Programme less comparison in how well people were linked, by department, with a test",
        MeasureColumn = "department",
    };

    private static IEnumerable<EstimateRow> Rows(PeopleTable people, DepartmentLinks links)
    {
        var matched = Array.ConvertAll(links.Status, s => s == LinkStatus.Match ? 1.0 : 0);
        var right = LinkageCounts.ExpectedRight(links);
        var known = Array.ConvertAll(links.HasRecord, h => h ?? 0);
        return
        [
            Row(MatchRate, Array.ConvertAll(matched, _ => 1.0), matched),
            Row(LinkageCounts.Precision, matched, right),
            Row(LinkageCounts.Recall, known, [.. right.Zip(known, (r, h) => h > 0 ? r / h : 0)]),
        ];

        EstimateRow Row(string figure, double[] weights, double[] values)
        {
            int[] units = [.. Enumerable.Range(0, people.Count).Where(i => weights[i] > 0)];
            var row = new EstimateRow { Outcome = links.Department, Window = "", Estimator = figure, IsEvent = figure == MatchRate, OfCounts = figure == MatchRate, RestsOn = [""], Flags = [] };
            return units.Any(i => people.IsProgramme[i]) && units.Any(i => !people.IsProgramme[i])
                ? Filled(row, NaiveDifference.Estimate(Take(people.IsProgramme), Take(values), Take(people.Family), Take(weights)))
                : row with { NotEstimated = NotEstimatedReasons.TooFewPeople };

            T[] Take<T>(T[] column) => Array.ConvertAll(units, i => column[i]);
        }
    }

    private static EstimateRow Filled(EstimateRow row, EffectEstimate estimate)
        => estimate.StandardError < NoVariation ? row with { NotEstimated = NotEstimatedReasons.NoVariation } : EvaluationOutputs.Filled(row, estimate, parameters: 0);

    private static EstimateRow[] Adjusted(EstimateRow[] rows)
    {
        foreach (var figure in rows.Select(r => r.Estimator).Distinct(StringComparer.Ordinal))
        {
            int[] places = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Estimator == figure && rows[i].PValue is not null)];
            var values = MultipleTesting.BenjaminiHochberg([.. places.Select(i => rows[i].PValue!.Value)]);
            for (var k = 0; k < places.Length; k++)
                rows[places[k]] = rows[places[k]] with { AdjustedPValue = values[k] };
        }

        return rows;
    }
}
