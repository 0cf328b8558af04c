using System.Collections.Concurrent;

namespace TfPipeline.LocalHub.Tests;

/// <summary>
/// A clock that jumps to the end of a wait as soon as somebody waits, so that no test does; a day or more never ends. The engine stamps
/// turns with the machine's clock, so this one starts there.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    private readonly Lock gate = new();
    private TimeSpan ahead;

    /// <summary>How long each wait would have been.</summary>
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return System.GetUtcNow() + ahead;
    }

    public void Advance(TimeSpan by)
    {
        lock (gate)
            ahead += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        if (dueTime >= TimeSpan.FromDays(1))
            return new Spent();

        Advance(dueTime);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Spent();
    }

    private sealed class Spent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
