using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Triggers;

/// <summary>
/// Uploads as they arrive: by the blob trigger's webhook or, where the app has no public endpoint, by a queue of events. Events come at
/// least once and in any order; ingest is idempotent.
/// </summary>
[RunsIn(AppRole.Link)]
public sealed class UploadTriggers(UploadStage uploads)
{
    /// <summary>A council has dropped a file.</summary>
    [Function(nameof(IngestUpload))]
    public Task IngestUpload(
        [BlobTrigger("uploads/{name}", Source = BlobTriggerSource.EventGrid, Connection = "Landing")] BlobClient upload,
        CancellationToken cancellationToken) => uploads.IngestAsync(upload.Name, cancellationToken);

    /// <summary>The same, told by a queue.</summary>
    [Function(nameof(IngestUploadEvent))]
    public Task IngestUploadEvent([QueueTrigger("upload-events", Connection = "Landing")] string message, CancellationToken cancellationToken) =>
        uploads.IngestAsync(BlobMessage.NameIn(message, PipelineContainer.Uploads), cancellationToken);

    /// <summary>An upload failed too often; its council gets a failed receipt.</summary>
    [Function(nameof(RecordFailedUpload))]
    public Task RecordFailedUpload(
        [QueueTrigger("webjobs-blobtrigger-poison", Connection = "Landing")] string message, CancellationToken cancellationToken) =>
        uploads.RecordFailedAsync(BlobMessage.NameIn(message, PipelineContainer.Uploads), cancellationToken);

    /// <summary>The same, where uploads are told by a queue.</summary>
    [Function(nameof(RecordFailedUploadEvent))]
    public Task RecordFailedUploadEvent(
        [QueueTrigger("upload-events-poison", Connection = "Landing")] string message, CancellationToken cancellationToken) =>
        uploads.RecordFailedAsync(BlobMessage.NameIn(message, PipelineContainer.Uploads), cancellationToken);
}
