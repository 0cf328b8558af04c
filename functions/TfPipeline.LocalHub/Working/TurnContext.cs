namespace TfPipeline.LocalHub.Working;

/// <summary>
/// Where the code of a turn goes on after an await: on the engine's own thread, or not at all. What arrives from any other thread means
/// that the code awaited something foreign; it is reported and not run.
/// </summary>
internal sealed class TurnContext(Turn turn, SynchronizationContext engine) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (turn.IsRunningHere)
            engine.Post(_ => Continue(d, state), null);
        else
            turn.ForeignThread();
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (turn.IsRunningHere)
            engine.Send(_ => Continue(d, state), null);
        else
            turn.ForeignThread();
    }

    public override SynchronizationContext CreateCopy() => this;

    private void Continue(SendOrPostCallback d, object? state)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
