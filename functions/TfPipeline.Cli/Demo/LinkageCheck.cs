using TfPipeline.Core.Cohort;
using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Demo;

/// <summary>How good the links of one department are, against the truth.</summary>
/// <param name="Department">Department code.</param>
/// <param name="People">Cohort people.</param>
/// <param name="Held">Cohort people whom the department really holds.</param>
/// <param name="Matched">People with a Match.</param>
/// <param name="Right">Matches to the person's own record.</param>
internal sealed record LinkageCheck(string Department, int People, int Held, int Matched, int Right)
{
    /// <summary>Share of the matches that are right.</summary>
    public double Precision => Matched == 0 ? 0 : (double)Right / Matched;

    /// <summary>Share of the people held that are matched to their own record.</summary>
    public double Recall => Held == 0 ? 0 : (double)Right / Held;

    public static async Task<IReadOnlyList<LinkageCheck>> OfAsync(
        IPipelineStorage storage, KeyRing keys, string runId, SyntheticTruth truth, CancellationToken cancellationToken)
    {
        var cohort = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], runId, keys, cancellationToken);
        var numbers = PersonNumbers(cohort, new ReferenceMaker(keys), truth);
        var checks = new List<LinkageCheck>();
        foreach (var (department, records) in truth.Records.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            var links = await LinkageSteps.ReadLinksAsync(
                new LinkageWorkspace(storage[PipelineContainer.Links], runId, department, keys), cancellationToken);
            checks.Add(Compare(department, numbers, records, links));
        }

        return checks;
    }

    private static int[] PersonNumbers(CohortSnapshot cohort, ReferenceMaker references, SyntheticTruth truth)
    {
        var byReference = new Dictionary<Reference, int>();
        foreach (var row in truth.People)
            byReference[references.Person(row.Gss, row.PersonId)] = row.Person;
        return Array.ConvertAll(cohort.PersonRef, reference => byReference[reference]);
    }

    private static LinkageCheck Compare(string department, int[] numbers, IReadOnlyDictionary<int, string> records, LinkTable links)
    {
        int matched = 0, right = 0;
        for (var i = 0; i < links.Count; i++)
        {
            if (links.Status[i] != LinkStatus.Match)
                continue;
            matched++;
            if (records.TryGetValue(numbers[links.CohortIndex[i]], out var own) && string.Equals(own, links.RecordId[i], StringComparison.Ordinal))
                right++;
        }

        return new LinkageCheck(department, numbers.Length, numbers.Count(records.ContainsKey), matched, right);
    }
}
