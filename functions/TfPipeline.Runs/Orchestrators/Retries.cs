using Microsoft.DurableTask;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>How activities are tried again. Every activity may run twice: its outputs have fixed names and equal bytes.</summary>
internal static class Retries
{
    /// <summary>For work that only fails when storage or a machine does: three attempts within half a minute.</summary>
    public static TaskOptions Standard => TaskOptions.FromRetryPolicy(new RetryPolicy(
        maxNumberOfAttempts: 3,
        firstRetryInterval: TimeSpan.FromSeconds(5),
        backoffCoefficient: 4,
        maxRetryInterval: TimeSpan.FromMinutes(2)));
}
