namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// Runs an orchestrator's code on one thread, one piece after the other. A continuation that arrives from any other thread means
/// that the code awaited something foreign; it is reported and not run.
/// </summary>
internal sealed class OrchestratorLoop(Action onForeign) : SynchronizationContext
{
    [ThreadStatic]
    private static OrchestratorLoop? running;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> pieces = new();

    /// <summary>True on the orchestrator's own thread, while its code runs.</summary>
    public bool IsRunningHere => ReferenceEquals(running, this);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsRunningHere)
            pieces.Enqueue((d, state));
        else
            onForeign();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (IsRunningHere)
            d(state);
        else
            onForeign();
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs <paramref name="piece"/> and all that it makes ready.</summary>
    public void Run(Action piece)
    {
        var outerLoop = running;
        var outerContext = Current;
        running = this;
        SetSynchronizationContext(this);
        try
        {
            piece();
            while (pieces.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            running = outerLoop;
            SetSynchronizationContext(outerContext);
        }
    }
}
