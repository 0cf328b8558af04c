namespace TfPipeline.LocalHub;

/// <summary>Wakes everybody in this process who waits for something to happen in the store.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource next = Make();

    /// <summary>Ends with the next beat. To miss none, take it before looking.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Beat() => Interlocked.Exchange(ref next, Make()).TrySetResult();

    private static TaskCompletionSource Make() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
