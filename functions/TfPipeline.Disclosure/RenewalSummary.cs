namespace TfPipeline.Disclosure;

/// <summary>What a release renews of what the ledger keeps. It looks at who joined and left, never at an outcome.</summary>
/// <param name="EarlierReleases">Releases that it was compared with, withdrawn ones included.</param>
/// <param name="PlacesRenewed">Places with new figures: a group and a level of a dimension, or everybody in the group.</param>
/// <param name="PlacesKept">Places that repeat an earlier figure, because too few people joined or left.</param>
/// <param name="FewestChanged">The fewest people who joined, or who left, a place whose figure was renewed; null where no earlier figure was.</param>
public sealed record RenewalSummary(int EarlierReleases, int PlacesRenewed, int PlacesKept, long? FewestChanged);
