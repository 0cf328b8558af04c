namespace TfPipeline.Runs.Failures;

/// <summary>Tells a host where an activity failed, before the fault becomes words that are safe to keep.</summary>
public static class ActivityFaults
{
    /// <summary>
    /// Raised for each fault. Whoever listens may show its type and its places, to a person at a machine of their own; its message may
    /// hold data and must not be shown.
    /// </summary>
    public static event EventHandler<ActivityFaultEventArgs>? Seen;

    internal static void See(string activity, Exception fault) => Seen?.Invoke(null, new ActivityFaultEventArgs(activity, fault));
}

/// <summary>A fault of an activity.</summary>
/// <param name="activity">The activity's name.</param>
/// <param name="fault">What it threw.</param>
public sealed class ActivityFaultEventArgs(string activity, Exception fault) : EventArgs
{
    /// <summary>The activity's name.</summary>
    public string Activity => activity;

    /// <summary>What it threw.</summary>
    public Exception Fault => fault;
}
