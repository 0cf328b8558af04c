using TfPipeline.Intake;

namespace TfPipeline.Core.Submissions;

/// <summary>Reads accepted rows on one thread while the caller works on the batches before.</summary>
internal static class RowStream
{
    private const int BatchesAhead = 2;

    /// <param name="read">Hands on each batch; synchronous, so it holds a thread up while too many batches are ahead.</param>
    /// <param name="cancellationToken">Stops both sides.</param>
    public static IAsyncEnumerable<AcceptedRows> ReadAsync(Action<Action<AcceptedRows>, CancellationToken> read, CancellationToken cancellationToken = default)
        => PrefetchingReader.RunAsync<AcceptedRows>((emit, stop) => StartAsync(read, emit, stop), BatchesAhead, cancellationToken);

    private static Task StartAsync(Action<Action<AcceptedRows>, CancellationToken> read, Func<AcceptedRows, Task> emit, CancellationToken stop)
        => Task.Factory.StartNew(
            () => read(batch => emit(batch).GetAwaiter().GetResult(), stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
