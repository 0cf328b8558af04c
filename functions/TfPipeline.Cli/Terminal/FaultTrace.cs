using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.Terminal;

/// <summary>With TFP_TRACE=1 shows the type and the places of a fault. Its message may hold data and is left out.</summary>
internal static class FaultTrace
{
    /// <summary>True where the person at the machine asked for it.</summary>
    public static bool IsOn { get; } = string.Equals(Environment.GetEnvironmentVariable("TFP_TRACE"), "1", StringComparison.Ordinal);

    /// <summary>Shows the faults of activities too, on standard error.</summary>
    public static void ListenToActivities()
    {
        if (IsOn)
            ActivityFaults.Seen += (_, seen) => Console.Error.WriteLine($"{seen.Activity}: {Places(seen.Fault)}");
    }

    /// <summary>The type and the stack of a fault.</summary>
    public static string Places(Exception fault) => fault.GetType() + Environment.NewLine + fault.StackTrace;
}
