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
public sealed record PanelLinks(int[] CohortIndex, string?[] RecordId, double[] Probability, PersonLink[] Status);
