using System.Security.Cryptography;
using System.Text;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>
/// Draws from the posterior over linkages of one department, for multiple imputation. Draws of departments are independent of each other.
/// </summary>
internal static class LinkageDraws
{
    /// <summary>Sets drawn. Rubin's rules need few: linkage is a small part of the uncertainty.</summary>
    public const int Draws = 5;

    /// <summary>Adds the draws. Each draw decides everybody with an uncertain pair; a certain pair is in every draw.</summary>
    /// <param name="alternatives">Where they are added.</param>
    /// <param name="department">Department code; decides the random numbers.</param>
    /// <param name="pairs">The uncertain pairs.</param>
    /// <param name="matched">The Matches, of which those at <see cref="UncertainPairs.Highest"/> or above are in every draw.</param>
    public static void Add(RecordAlternatives alternatives, string department, UncertainPairs pairs, IReadOnlyList<PersonRecord> matched)
    {
        var people = pairs.CohortIndex.Distinct().Order().ToArray();
        var settled = matched.Where(m => m.Probability >= UncertainPairs.Highest && Array.BinarySearch(people, m.Person) >= 0).ToList();
        var sets = Sets(pairs);
        var random = new Random(Seed(department));
        for (var draw = 1; draw <= Draws; draw++)
        {
            var drawn = sets.Draw(random).Where(pair => pair >= 0)
                .Select(pair => new PersonRecord(pairs.CohortIndex[pair], pairs.RecordId[pair], pairs.Probability[pair]));
            alternatives.Add(LinkSetNames.Draw(draw), people, [.. settled.Concat(drawn).Order()]);
        }
    }

    /// <summary>
    /// Where a person may have several records, only the record is bound to one person: then records are drawn, not people, and each
    /// pair is an end of its own on the other side.
    /// </summary>
    private static PosteriorLinkSampler Sets(UncertainPairs pairs)
    {
        var (persons, personCount) = Number(pairs.CohortIndex);
        var (records, recordCount) = Number(pairs.RecordId);
        return pairs.SeveralRecordsPerPerson
            ? new PosteriorLinkSampler(recordCount, records, [.. Enumerable.Range(0, pairs.Count)], pairs.Odds)
            : new PosteriorLinkSampler(personCount, persons, records, pairs.Odds);
    }

    private static (int[] Numbers, int Count) Number<T>(T[] values)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return (Array.ConvertAll(values, v => numbers.TryGetValue(v, out var n) ? n : numbers[v] = numbers.Count), numbers.Count);
    }

    private static int Seed(string department) => BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(department)));
}
