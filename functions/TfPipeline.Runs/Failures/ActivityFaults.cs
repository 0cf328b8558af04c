namespace TfPipeline.Runs.Failures;

/// <summary>Tells a host where an activity failed, before the fault becomes words that are safe to keep.</summary>
public static class ActivityFaults
{
    /// <summary>
    /// Raised with the activity as its sender. Whoever listens may show its type and its places, to a person at a machine of their
    /// own; its message may hold data and must not be shown.
    /// </summary>
    public static event EventHandler<UnhandledExceptionEventArgs>? Seen;

    internal static void See(object activity, Exception fault) => Seen?.Invoke(activity, new UnhandledExceptionEventArgs(fault, isTerminating: false));
}
