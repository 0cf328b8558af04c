namespace TfPipeline.Core.Linkage;

/// <summary>Numbered pieces of work on a fixed number of workers, each with room of its own. Who does which piece must not matter.</summary>
internal static class Workers
{
    public static void Run(int pieces, int threads, Action<int> work) => Run<object?>(pieces, threads, () => null, (piece, _) => work(piece));

    public static void Run<TRoom>(int pieces, int threads, Func<TRoom> room, Action<int, TRoom> work)
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
            var own = room();
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
                work(piece, own);
        }
    }
}
