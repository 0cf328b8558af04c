namespace TfPipeline.Core.Linkage;

/// <summary>
/// Between the steps of a large linkage hundreds of megabytes of columns are dead at once, and the collector, which goes by what was allocated
/// since it last ran, would let the next step grow on top of them.
/// </summary>
internal static class Garbage
{
    private const long Many = 100_000, Millions = 2_000_000;

    /// <summary>Lets go of what nobody uses any more, where there is much of it.</summary>
    /// <param name="people">People of both sides. Where they are millions, room goes back to the system too, which costs a fraction of a second.</param>
    public static void Drop(long people)
    {
        if (people >= Millions)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else if (people >= Many)
            GC.Collect();
    }
}
