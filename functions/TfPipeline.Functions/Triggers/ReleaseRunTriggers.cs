using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Runs;

namespace TfPipeline.Functions.Triggers;

/// <summary>Starts a release run when a panel's marker appears: by the blob trigger's webhook, or by a queue of events.</summary>
[RunsIn(AppRole.Release)]
public sealed class ReleaseRunTriggers(ReleaseRunStarter starter)
{
    /// <summary>A marker was written.</summary>
    [Function(nameof(StartReleaseRun))]
    public Task StartReleaseRun(
        [BlobTrigger("runs/{run}/" + RunBlobs.MarkerFile, Source = BlobTriggerSource.EventGrid, Connection = "Working")] BlobClient marker,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => starter.StartAsync(client, marker.Name, cancellationToken);

    /// <summary>The same, told by a queue.</summary>
    [Function(nameof(StartReleaseRunEvent))]
    public Task StartReleaseRunEvent(
        [QueueTrigger("marker-events", Connection = "Working")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        starter.StartAsync(client, BlobMessage.NameIn(message, PipelineContainer.Runs), cancellationToken);
}
