namespace TfPipeline.Core.Linkage;

/// <summary>What one family of blocking keys costs, from exact counts, before any join.</summary>
/// <param name="Family">Name of the family.</param>
/// <param name="BlockCap">Blocks with more pairs than this climbed down a rung.</param>
/// <param name="PairsByRung">Pairs joined on each rung, loose to tight.</param>
/// <param name="DroppedPairs">Pairs of blocks left out altogether.</param>
/// <param name="DroppedBlocks">Blocks left out altogether.</param>
public sealed record LadderCost(string Family, long BlockCap, long[] PairsByRung, long DroppedPairs, long DroppedBlocks)
{
    /// <summary>Pairs that agree on the loosest key; those of them that are not joined were left out by caps.</summary>
    public long LoosePairs { get; init; }
}
