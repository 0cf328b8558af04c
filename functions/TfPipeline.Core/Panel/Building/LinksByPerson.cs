using TfPipeline.Evaluation.Panels;
using TfPipeline.Linkage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>A department's links by person, each record with one person at most.</summary>
/// <param name="Standing">Everyone's standing.</param>
/// <param name="Matched">The records of each Match, by person, then by record.</param>
/// <param name="Possible">The records of each Possible in the same order.</param>
internal sealed record LinksByPerson(DepartmentLinks Standing, IReadOnlyList<PersonRecord> Matched, IReadOnlyList<PersonRecord> Possible)
{
    /// <summary>
    /// A record is one person's, or its events would count twice: where several claim it, a Match goes before a Possible and the more
    /// likely before the less. On equal probabilities nobody gets it. A person who loses a record and has no other is Ambiguous.
    /// </summary>
    /// <exception cref="ArgumentException">A person's number is outside the cohort: a fault of the linkage.</exception>
    public static LinksByPerson Make(string department, int people, PanelLinks links)
    {
        var status = new LinkStatus[people];
        var probability = new double?[people];
        var (matched, possible) = (new List<PersonRecord>(), new List<PersonRecord>());
        var claims = Claims.Of(links);
        for (var i = 0; i < links.CohortIndex.Length; i++)
        {
            var person = links.CohortIndex[i];
            if ((uint)person >= (uint)people)
                throw new ArgumentException($"A link of {department} is of a person outside the cohort of {people}; link this run again.", nameof(links));
            var standing = links.Status[i];
            if (Claims.Record(links, i) is { } record)
            {
                if (claims.IsHolder(person, record))
                    (standing == LinkStatus.Match ? matched : possible).Add(new PersonRecord(person, record, links.Probability[i]));
                else
                    standing = LinkStatus.Ambiguous;
            }

            // A person with several records stands as the best of them.
            if (standing.HasRecord())
                probability[person] = standing > status[person] ? links.Probability[i] : Math.Max(probability[person] ?? 0, links.Probability[i]);
            if (standing > status[person])
                status[person] = standing;
        }

        matched.Sort();
        possible.Sort();
        return new LinksByPerson(new DepartmentLinks(department, status, probability) { HasRecord = HasRecord(people, links) }, matched, possible);
    }

    public static LinkCounts Count(LinkStatus[] status)
    {
        Span<int> counts = stackalloc int[4];
        foreach (var one in status)
            counts[(int)one]++;
        return new LinkCounts(counts[(int)LinkStatus.Match], counts[(int)LinkStatus.Possible], counts[(int)LinkStatus.Ambiguous], counts[(int)LinkStatus.None]);
    }

    private static double?[] HasRecord(int people, PanelLinks links)
        => links.HasRecord is { } known ? [.. known.Select(h => (double?)h)] : new double?[people];

    /// <summary>The best claim on each record.</summary>
    private sealed record Claims(PanelLinks Links, Dictionary<string, int> Best, HashSet<string> Tied)
    {
        public static string? Record(PanelLinks links, int row) =>
            links.Status[row].HasRecord() && links.RecordId[row] is { Length: > 0 } record ? record : null;

        public bool IsHolder(int person, string record) => !Tied.Contains(record) && Links.CohortIndex[Best[record]] == person;

        public static Claims Of(PanelLinks links)
        {
            var best = new Dictionary<string, int>(links.CohortIndex.Length, StringComparer.Ordinal);
            var tied = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < links.CohortIndex.Length; i++)
            {
                if (Record(links, i) is not { } record || best.TryAdd(record, i))
                    continue;
                var known = best[record];
                var order = (links.Status[i], links.Probability[i]).CompareTo((links.Status[known], links.Probability[known]));
                if (order > 0)
                {
                    best[record] = i;
                    tied.Remove(record);
                }
                else if (order == 0 && links.CohortIndex[i] != links.CohortIndex[known])
                {
                    tied.Add(record);
                }
            }

            return new Claims(links, best, tied);
        }
    }
}

/// <summary>One record of one person.</summary>
internal readonly record struct PersonRecord(int Person, string Record, double Probability) : IComparable<PersonRecord>
{
    public int CompareTo(PersonRecord other) => Person != other.Person ? Person.CompareTo(other.Person) : string.CompareOrdinal(Record, other.Record);
}
