namespace TfPipeline.Core.Panel.Building;

/// <summary>A department's links turned both ways.</summary>
internal sealed record LinksByPerson(DepartmentLinks Standing, Dictionary<string, int> PersonOfRecord)
{
    /// <exception cref="ArgumentException">Two people were linked to one record, or a person's number is outside the cohort: a fault of the linkage.</exception>
    public static LinksByPerson Make(string department, int people, PanelLinks links)
    {
        var status = new PersonLink[people];
        var probability = new double?[people];
        var records = new Dictionary<string, int>(links.CohortIndex.Length, StringComparer.Ordinal);
        for (var i = 0; i < links.CohortIndex.Length; i++)
        {
            var person = links.CohortIndex[i];
            if ((uint)person >= (uint)people)
                throw new ArgumentException($"A link of {department} is of a person outside the cohort of {people}; link this run again.", nameof(links));
            // A person with several records stands as the best of them.
            if (links.Status[i] >= status[person])
                status[person] = links.Status[i];
            if (!links.Status[i].HasRecord() || links.RecordId[i] is not { Length: > 0 } record)
                continue;
            probability[person] = Math.Max(probability[person] ?? 0, links.Probability[i]);
            if (!records.TryAdd(record, person) && records[record] != person)
                throw new ArgumentException($"Two people were linked to one record of {department}; link this run again.", nameof(links));
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
