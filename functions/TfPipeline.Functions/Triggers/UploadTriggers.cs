using Azure.Storage.Blobs;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>
/// Uploads as they arrive: by the blob trigger's webhook or, where the app has no public endpoint, by a queue of events. Events come at
/// least once and in any order; ingest is idempotent.
/// </summary>
[RunsIn(AppRole.Link)]
public sealed class UploadTriggers(UploadStage uploads, BlobMessages messages)
{
    /// <summary>
    /// Deliveries of one message of the blob trigger's poison queue before its upload is given up. The host has no delay between its five
    /// attempts at a blob and none can be set, but it brings a message of a poison queue back ten minutes after a fault.
    /// </summary>
    public const int LateAttempts = 3;

    /// <summary>A council has dropped a file.</summary>
    [Function(nameof(IngestUpload))]
    public Task IngestUpload(
        [BlobTrigger("uploads/{name}", Source = BlobTriggerSource.EventGrid, Connection = "Landing")] BlobClient upload,
        CancellationToken cancellationToken) => uploads.IngestAsync(upload.Name, cancellationToken);

    /// <summary>The same, told by a queue.</summary>
    [Function(nameof(IngestUploadEvent))]
    public Task IngestUploadEvent([QueueTrigger("upload-events", Connection = "Landing")] string message, CancellationToken cancellationToken) =>
        messages.HandleAsync(message, PipelineContainer.Uploads, name => uploads.IngestAsync(name, cancellationToken));

    /// <summary>The blob trigger gave up within seconds. The upload is tried again; after the last attempt its council gets a failed receipt.</summary>
    [Function(nameof(RecordFailedUpload))]
    public Task RecordFailedUpload(
        [QueueTrigger("webjobs-blobtrigger-poison", Connection = "Landing")] QueueMessage message, CancellationToken cancellationToken) =>
        messages.HandleAsync(
            message.Body.ToString(),
            PipelineContainer.Uploads,
            name => uploads.TryOnceMoreAsync(name, message.DequeueCount >= LateAttempts, cancellationToken));

    /// <summary>The same, where uploads are told by a queue: its five attempts were a minute apart, so this is the last one.</summary>
    [Function(nameof(RecordFailedUploadEvent))]
    public Task RecordFailedUploadEvent(
        [QueueTrigger("upload-events-poison", Connection = "Landing")] string message, CancellationToken cancellationToken) =>
        messages.HandleAsync(message, PipelineContainer.Uploads, name => uploads.TryOnceMoreAsync(name, isLast: true, cancellationToken));
}
