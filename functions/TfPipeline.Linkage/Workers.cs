namespace TfPipeline.Linkage;

/// <summary>Runs numbered pieces of work on a fixed number of workers, each with its own buffers. Results must not depend on which worker runs a piece.</summary>
internal static class Workers
{
    public static void Run(int pieces, int threads, Action<int> work) => Run<object?>(pieces, threads, () => null, (piece, _) => work(piece));

    /// <summary>Rows in runs of a size, each from a first row to before a last.</summary>
    public static void Run(int rows, int size, int threads, Action<int, int> work)
        => Run((rows + size - 1) / size, threads, piece => work(piece * size, Math.Min(rows, (piece + 1) * size)));

    public static void Run<TBuffers>(int pieces, int threads, Func<TBuffers> buffers, Action<int, TBuffers> work)
        => Run(pieces, threads, new ObjectPool<TBuffers>(buffers), work);

    /// <summary>The same with buffers from a pool.</summary>
    public static void Run<TBuffers>(int pieces, int threads, ObjectPool<TBuffers> pool, Action<int, TBuffers> work)
    {
        var next = -1;
        var workers = Math.Clamp(pieces, 1, Math.Max(1, threads));
        if (workers == 1)
        {
            Work();
            return;
        }

        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work());

        void Work()
        {
            var own = pool.Rent();
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
                work(piece, own);
            pool.Return(own);
        }
    }
}
