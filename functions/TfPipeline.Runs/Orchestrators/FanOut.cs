namespace TfPipeline.Runs.Orchestrators;

/// <summary>Starts tasks of an orchestrator in order, no more at once than allowed, and waits for all of them.</summary>
internal static class FanOut
{
    /// <summary>
    /// Results in the order of the items. A task that fails does not stop the others from ending; the first failure in that order is
    /// thrown when all have ended, so that a replay sees the same one.
    /// </summary>
    public static async Task<TResult[]> RunAsync<TItem, TResult>(IReadOnlyList<TItem> items, int atOnce, Func<TItem, Task<TResult>> start)
    {
        var all = new List<Task<TResult>>(items.Count);
        var running = new List<Task<TResult>>(atOnce);
        foreach (var item in items)
        {
            if (running.Count >= atOnce)
                running.Remove(await Task.WhenAny(running));
            var started = start(item);
            all.Add(started);
            running.Add(started);
        }

        return await Task.WhenAll(all);
    }
}
