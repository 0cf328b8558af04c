namespace TfPipeline.Core.Intake;

/// <summary>Reads accepted rows on one thread while the caller works on the batches before.</summary>
internal static class RowStream
{
    private const int BatchesAhead = 4;

    public static IAsyncEnumerable<AcceptedRows> ReadAsync(Stream stream, RowContext context, CancellationToken cancellationToken = default)
        => ReadAhead.RunAsync<AcceptedRows>((emit, stop) => StartAsync(stream, context, emit, stop), BatchesAhead, cancellationToken);

    // The reader is synchronous, so it holds a thread up while too many batches are ahead.
    private static Task<IntakeResult> StartAsync(Stream stream, RowContext context, Func<AcceptedRows, Task> emit, CancellationToken stop)
        => Task.Factory.StartNew(
            () => CouncilFileValidator.Validate(stream, context, batch => emit(batch).GetAwaiter().GetResult(), stop),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
