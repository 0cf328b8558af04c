namespace TfPipeline.Linkage;

/// <summary>Number of pairs that one blocking rule compares, from exact counts, before any join.</summary>
/// <param name="Family">Name of the rule.</param>
/// <param name="BlockCap">Blocks with more pairs than this were split by the next refinement.</param>
/// <param name="PairsByRung">Pairs joined on each key, loose to tight.</param>
/// <param name="DroppedPairs">Pairs of blocks left out altogether.</param>
/// <param name="DroppedBlocks">Blocks left out altogether.</param>
public sealed record BlockingCost(string Family, long BlockCap, long[] PairsByRung, long DroppedPairs, long DroppedBlocks)
{
    /// <summary>Pairs that agree on the loosest key. Those of them that are not joined were left out by the cap.</summary>
    public long LoosePairs { get; init; }
}
