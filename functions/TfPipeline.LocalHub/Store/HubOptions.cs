namespace TfPipeline.LocalHub.Store;

/// <summary>How a process shares the store with others.</summary>
public sealed record HubOptions
{
    /// <summary>How often a process looks for what other processes left.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a process says that it is there.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long without a heartbeat another process takes over its work. It matters for a process that hangs: that of one that
    /// ended is taken over at once, because the system gives its lock back.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many activities a process runs at once, and how many turns of orchestrators.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;

    /// <summary>The clock of timers and leases.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
