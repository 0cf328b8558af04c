using TfPipeline.Identifiers;

namespace TfPipeline.Linkage;

/// <summary>Some records of a source: their ids and identifiers. A record id may come several times (former names, addresses).</summary>
/// <param name="RecordIds">The source's name of each record; never leaves the working store.</param>
/// <param name="Identifiers">As many people as there are ids.</param>
public sealed record RecordBatch(string[] RecordIds, IdentifierBatch Identifiers);
