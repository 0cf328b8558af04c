using TfPipeline.Core.Linkage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>Turns the links of a department into what the panel takes: a record's events belong to one person.</summary>
public static class PanelLinkTable
{
    /// <summary>
    /// Matches keep their records; linkage gives each record to one of them. A Possible keeps its record only where no Match has it and no
    /// other Possible is as probable: otherwise the events of one record would count twice, so it stands as Ambiguous, without a record.
    /// </summary>
    public static PanelLinks From(LinkTable links)
    {
        ArgumentNullException.ThrowIfNull(links);
        var holders = Holders(links);
        var record = new string?[links.Count];
        var status = new PersonLink[links.Count];
        for (var row = 0; row < links.Count; row++)
        {
            var isContested = links.Status[row] == LinkStatus.Possible && holders[links.RecordId[row]] != row;
            status[row] = isContested ? PersonLink.Ambiguous : Standing(links.Status[row]);
            record[row] = isContested || links.RecordId[row].Length == 0 ? null : links.RecordId[row];
        }

        return new PanelLinks(links.CohortIndex, record, links.Probability, status);
    }

    /// <summary>The row that holds each record; -1 where the best rows are equal.</summary>
    private static Dictionary<string, int> Holders(LinkTable links)
    {
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        var best = new Dictionary<string, (bool IsMatch, double Probability)>(StringComparer.Ordinal);
        for (var row = 0; row < links.Count; row++)
        {
            if (links.Status[row] is not (LinkStatus.Match or LinkStatus.Possible))
                continue;

            var record = links.RecordId[row];
            var claim = (IsMatch: links.Status[row] == LinkStatus.Match, links.Probability[row]);
            var order = best.TryGetValue(record, out var known) ? claim.CompareTo(known) : 1;
            if (order > 0)
            {
                best[record] = claim;
                holders[record] = row;
            }
            else if (order == 0 && !claim.IsMatch)
            {
                holders[record] = -1;
            }
        }

        return holders;
    }

    private static PersonLink Standing(LinkStatus status) => status switch
    {
        LinkStatus.Match => PersonLink.Match,
        LinkStatus.Possible => PersonLink.Possible,
        LinkStatus.Ambiguous => PersonLink.Ambiguous,
        _ => PersonLink.None,
    };
}
