namespace TfPipeline.LocalHub.Working;

/// <summary>Counts the activities that run, and tells them to stop.</summary>
internal sealed class ActivityGate : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private int running;

    public CancellationToken Stopping => stop.Token;

    public bool IsBusy => Volatile.Read(ref running) > 0;

    public IDisposable Enter()
    {
        Interlocked.Increment(ref running);
        return new Exit(this);
    }

    public Task StopAsync() => stop.CancelAsync();

    public void Dispose() => stop.Dispose();

    private sealed class Exit(ActivityGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref gate.running);
    }
}
