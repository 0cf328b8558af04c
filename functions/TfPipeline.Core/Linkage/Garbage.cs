namespace TfPipeline.Core.Linkage;

/// <summary>
/// Between the steps of a large linkage hundreds of megabytes of columns are dead at once, and the collector, which goes by what was allocated
/// since it last ran, would let the next step grow on top of them.
/// </summary>
internal static class Garbage
{
    private const int ManyPeople = 100_000;

    /// <summary>Gives back what nobody uses any more, where many people are linked.</summary>
    public static void Drop(int people)
    {
        if (people >= ManyPeople)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
