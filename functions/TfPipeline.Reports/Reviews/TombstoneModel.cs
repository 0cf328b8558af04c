namespace TfPipeline.Reports.Reviews;

/// <summary>What stands in the place of a withdrawn release.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Withdrawn">The day it was withdrawn, UTC.</param>
/// <param name="Reason">Why, in the words of who withdrew it.</param>
public sealed record TombstoneModel(string Release, DateOnly Withdrawn, string Reason);
