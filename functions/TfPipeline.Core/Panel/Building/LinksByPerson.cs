namespace TfPipeline.Core.Panel.Building;

/// <summary>A department's links turned both ways.</summary>
internal sealed record LinksByPerson(DepartmentLinks Standing, Dictionary<string, int> PersonOfRecord)
{
    /// <summary>
    /// A record is one person's: where several claim it, a Match goes before a Possible and the more likely before the less; the
    /// others stand as Ambiguous.
    /// </summary>
    /// <exception cref="ArgumentException">A person's number is outside the cohort: a fault of the linkage.</exception>
    public static LinksByPerson Make(string department, int people, PanelLinks links)
    {
        var status = new PersonLink[people];
        var probability = new double?[people];
        var records = new Dictionary<string, int>(links.CohortIndex.Length, StringComparer.Ordinal);
        var strongestFirst = Enumerable.Range(0, links.CohortIndex.Length)
            .OrderByDescending(i => links.Status[i]).ThenByDescending(i => links.Probability[i]).ThenBy(i => links.CohortIndex[i]);
        foreach (var i in strongestFirst)
        {
            var person = links.CohortIndex[i];
            if ((uint)person >= (uint)people)
                throw new ArgumentException($"A link of {department} is of a person outside the cohort of {people}; link this run again.", nameof(links));
            var standing = links.Status[i];
            if (standing.HasRecord() && links.RecordId[i] is { Length: > 0 } record)
            {
                if (records.TryAdd(record, person))
                    probability[person] = Math.Max(probability[person] ?? 0, links.Probability[i]);
                else if (records[record] != person)
                    standing = PersonLink.Ambiguous;
            }

            // A person with several records stands as the best of them.
            if (standing > status[person])
                status[person] = standing;
        }

        return new LinksByPerson(new DepartmentLinks(department, status, probability), records);
    }

    public static LinkCounts Count(PersonLink[] status)
    {
        Span<int> counts = stackalloc int[4];
        foreach (var one in status)
            counts[(int)one]++;
        return new LinkCounts(counts[(int)PersonLink.Match], counts[(int)PersonLink.Possible], counts[(int)PersonLink.Ambiguous], counts[(int)PersonLink.None]);
    }
}
