namespace Microsoft.DurableTask.Client;

/// <summary>Where an orchestration stands.</summary>
public enum OrchestrationRuntimeStatus
{
    Running,
    Completed,
    [Obsolete("Exists only for compatibility.")]
    ContinuedAsNew,
    Failed,
    [Obsolete("Exists only for compatibility.")]
    Canceled,
    Terminated,
    Pending,
    Suspended,
}
