namespace TfPipeline.Runs.Failures;

/// <summary>Where an activity failed, for whoever looks for the reason on a machine of their own.</summary>
internal static class FaultTrace
{
    /// <summary>With TFP_TRACE=1 prints the type and the places; the message may hold data and is left out.</summary>
    public static void Show(string activity, Exception fault)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("TFP_TRACE"), "1", StringComparison.Ordinal))
            Console.Error.WriteLine($"{activity}: {fault.GetType()}{Environment.NewLine}{fault.StackTrace}");
    }
}
