using TfPipeline.Linkage;

namespace TfPipeline.Core.Panel.Building;

/// <summary>One department's part in a panel to be built.</summary>
/// <param name="Delivery">The checked delivery.</param>
/// <param name="Links">The links to it.</param>
public sealed record PanelSource(Deliveries.Delivery Delivery, PanelLinks Links)
{
    /// <summary>Links of a linkage without National Insurance and unique pupil numbers; null where the panel is to hold no such set.</summary>
    public PanelLinks? WithoutNumbers { get; init; }

    /// <summary>Pairs that may or may not be links, to draw sets from; null where the panel is to hold no draws.</summary>
    public UncertainPairs? Uncertain { get; init; }

    /// <summary>What was found in the delivery; null where that is not known.</summary>
    public Deliveries.DeliveryAudit? Found { get; init; }

    /// <summary>A department's part from what its linkage left and what was found in its delivery.</summary>
    public static PanelSource Of(Deliveries.Delivery delivery, DepartmentLinkSets sets, Deliveries.DeliveryAudit? found = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        return new PanelSource(delivery, PanelLinks.From(sets.Links))
        {
            WithoutNumbers = PanelLinks.From(sets.WithoutNumbers),
            Uncertain = sets.Uncertain,
            Found = found,
        };
    }
}

/// <summary>One department's links as the panel takes them: a row per link, several rows where a person has several records.</summary>
/// <param name="CohortIndex">Number of the person.</param>
/// <param name="RecordId">The record; null where none was taken.</param>
/// <param name="Probability">Match probability, 0 to 1.</param>
/// <param name="Status">Standing of the link.</param>
public sealed record PanelLinks(int[] CohortIndex, string?[] RecordId, double[] Probability, LinkStatus[] Status)
{
    /// <summary>For each person, not each row, the probability that the department has a record of them; null where linkage did not say.</summary>
    public IReadOnlyList<double>? HasRecord { get; init; }

    /// <summary>The links of a linkage in the panel's terms; who of several people gets a record is decided when the panel is built.</summary>
    public static PanelLinks From(LinkTable links)
    {
        ArgumentNullException.ThrowIfNull(links);
        return new PanelLinks(
            links.CohortIndex,
            Array.ConvertAll(links.RecordId, id => id.Length == 0 ? null : id),
            links.Probability,
            links.Status)
        {
            HasRecord = Array.ConvertAll(links.HasRecord, h => (double)h),
        };
    }
}
