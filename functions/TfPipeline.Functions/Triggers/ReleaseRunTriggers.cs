using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>
/// Starts a release run when a panel's marker appears: by the blob trigger's webhook, or by a queue of events. Where the quick attempts
/// of either failed, their poison queue keeps the marker, and the start is tried every ten minutes for as long as the message lives. The
/// queues of the account also tell of decisions (<see cref="DecisionTriggers"/>).
/// </summary>
[RunsIn(AppRole.Release)]
public sealed class ReleaseRunTriggers(ReleaseRunStarter starter, DecisionStage decisions, BlobMessages messages)
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
        CancellationToken cancellationToken) => StartAsync(message, client, cancellationToken);

    /// <summary>The blob trigger gave up within seconds.</summary>
    [Function(nameof(RetryReleaseRun))]
    public Task RetryReleaseRun(
        [QueueTrigger("webjobs-blobtrigger-poison", Connection = "Working")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => StartAsync(message, client, cancellationToken);

    /// <summary>The queue of events gave up after some minutes.</summary>
    [Function(nameof(RetryReleaseRunEvent))]
    public Task RetryReleaseRunEvent(
        [QueueTrigger("marker-events-poison", Connection = "Working")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => StartAsync(message, client, cancellationToken);

    // Decisions come through the same queues; whatever a message is not about, it is let go by the second look.
    private Task StartAsync(string message, DurableTaskClient client, CancellationToken cancellationToken) => BlobMessage.NameIn(message, PipelineContainer.Approvals) is { } decision
        ? decisions.StartAsync(client, decision, cancellationToken)
        : messages.HandleAsync(message, PipelineContainer.Runs, name => starter.StartAsync(client, name, cancellationToken));
}
