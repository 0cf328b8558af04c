using System.Collections.Concurrent;

namespace TfPipeline.Functions.Tests.Triggers;

/// <summary>A clock that stands still until somebody waits, and then jumps to the end of the wait; a day or more never ends.</summary>
internal sealed class SkippingTime : TimeProvider
{
    private readonly Lock gate = new();
    private DateTimeOffset now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    /// <summary>Sets the clock.</summary>
    public void Move(DateTimeOffset to)
    {
        lock (gate)
            now = to;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Enqueue(dueTime);
        if (dueTime >= TimeSpan.FromDays(1))
            return new Spent();

        lock (gate)
            now += dueTime;
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
