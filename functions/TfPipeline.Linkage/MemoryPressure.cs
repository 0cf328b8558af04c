namespace TfPipeline.Linkage;

/// <summary>
/// Asks for a garbage collection between the phases of a large linkage. Hundreds of megabytes become unused there at once, and the collector,
/// which counts allocations since its last run, would otherwise let the next phase grow on top of them.
/// </summary>
internal static class MemoryPressure
{
    private const long Many = 100_000, Millions = 2_000_000;

    /// <summary>Collects unused memory where there is much of it.</summary>
    /// <param name="people">People of both sides. Where there are millions, memory is given back to the system too, in a fraction of a second.</param>
    public static void CollectAfterPhase(long people)
    {
        if (people >= Millions)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else if (people >= Many)
            GC.Collect();
    }
}
