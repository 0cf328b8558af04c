using TfPipeline.Core.Linkage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>One department's part in a panel to be built.</summary>
/// <param name="Delivery">The checked delivery.</param>
/// <param name="Links">The links to it.</param>
public sealed record PanelSource(Deliveries.Delivery Delivery, PanelLinks Links);

/// <summary>One department's links as the panel takes them: a row per link, several rows where a person has several records.</summary>
/// <param name="CohortIndex">Number of the person.</param>
/// <param name="RecordId">The record; null where none was taken.</param>
/// <param name="Probability">Match probability, 0 to 1.</param>
/// <param name="Status">Standing of the link.</param>
public sealed record PanelLinks(int[] CohortIndex, string?[] RecordId, double[] Probability, PersonLink[] Status)
{
    /// <summary>The links of a linkage over a cohort of <paramref name="people"/>.</summary>
    /// <exception cref="InvalidOperationException">The links are of another cohort.</exception>
    public static PanelLinks From(LinkTable links, int people)
    {
        ArgumentNullException.ThrowIfNull(links);
        if (links.CohortCount != people)
            throw new InvalidOperationException($"The links are of a cohort of {links.CohortCount} people, the panel has {people}; link this run again.");
        return new PanelLinks(
            links.CohortIndex,
            Array.ConvertAll(links.RecordId, id => id.Length > 0 ? id : null),
            links.Probability,
            Array.ConvertAll(links.Status, s => s switch
            {
                LinkStatus.Match => PersonLink.Match,
                LinkStatus.Possible => PersonLink.Possible,
                LinkStatus.Ambiguous => PersonLink.Ambiguous,
                _ => PersonLink.None,
            }));
    }
}
