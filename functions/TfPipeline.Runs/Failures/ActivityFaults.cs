namespace TfPipeline.Runs.Failures;

/// <summary>Tells a host where an activity failed, before the fault becomes words that are safe to keep.</summary>
public static class ActivityFaults
{
    /// <summary>
    /// Raised with the activity's name and the fault. Whoever listens may show its type and its places, to a person at a machine of their
    /// own; its message may hold data and must not be shown.
    /// </summary>
    public static event Action<string, Exception>? Seen;

    internal static void See(string activity, Exception fault) => Seen?.Invoke(activity, fault);
}
