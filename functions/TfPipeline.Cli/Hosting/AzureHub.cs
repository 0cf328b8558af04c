using Azure.Identity;
using DurableTask.AzureStorage;
using TfPipeline.Azure.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>How soon the work of a process that ended without a word goes to others, and how often processes ask.</summary>
/// <param name="Visibility">
/// After this time without a renewal a message is seen by others. Renewals come every 30 seconds while the work goes on, or every 5 where
/// this time is shorter than a minute, so it is not a limit on an activity's length.
/// </param>
/// <param name="Lease">After this time without a renewal the orchestrations of a process go to others.</param>
/// <param name="Poll">The longest time between two looks into an empty queue.</param>
internal sealed record AzureHubTimes(TimeSpan Visibility, TimeSpan Lease, TimeSpan Poll)
{
    /// <summary>A process that is killed is replaced within two minutes.</summary>
    public static AzureHubTimes Default { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2));
}

/// <summary>Durable Task's store in the host account of a role, which several machines may share.</summary>
internal static class AzureHub
{
    public static AzureStorageOrchestrationService Open(HostAccount account, string hubName, AzureHubTimes times) => new(new AzureStorageOrchestrationServiceSettings
    {
        TaskHubName = hubName,
        StorageAccountClientProvider = account.ConnectionString is { } emulator
            ? new StorageAccountClientProvider(emulator)
            : new StorageAccountClientProvider(account.Blobs, account.Queues, account.Tables, new DefaultAzureCredential()),
        // A run has one orchestration at a time to speak of; more partitions would only be asked in vain.
        PartitionCount = 1,
        WorkerId = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():n}",
        // That lease would let one process in and keep the others waiting.
        UseAppLease = false,
        MaxConcurrentTaskActivityWorkItems = Environment.ProcessorCount,
        MaxConcurrentTaskOrchestrationWorkItems = Environment.ProcessorCount,
        WorkItemQueueVisibilityTimeout = times.Visibility,
        ControlQueueVisibilityTimeout = times.Visibility,
        LeaseInterval = times.Lease,
        LeaseRenewInterval = times.Lease / 3,
        LeaseAcquireInterval = times.Lease / 3,
        MaxQueuePollingInterval = times.Poll,
    });
}
