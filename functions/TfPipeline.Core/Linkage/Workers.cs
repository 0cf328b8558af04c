namespace TfPipeline.Core.Linkage;

/// <summary>Numbered pieces of work on a fixed number of workers, each with room of its own. Who does which piece must not matter.</summary>
internal static class Workers
{
    public static void Run(int pieces, int threads, Action<int> work) => Run<object?>(pieces, threads, () => null, (piece, _) => work(piece));

    /// <summary>Rows in runs of a size, each from a first row to before a last.</summary>
    public static void Run(int rows, int size, int threads, Action<int, int> work)
        => Run((rows + size - 1) / size, threads, piece => work(piece * size, Math.Min(rows, (piece + 1) * size)));

    public static void Run<TRoom>(int pieces, int threads, Func<TRoom> room, Action<int, TRoom> work)
        => Run(pieces, threads, new Pool<TRoom>(room), work);

    /// <summary>The same in rooms that serve again.</summary>
    public static void Run<TRoom>(int pieces, int threads, Pool<TRoom> rooms, Action<int, TRoom> work)
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
            var own = rooms.Rent();
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
                work(piece, own);
            rooms.Return(own);
        }
    }
}
