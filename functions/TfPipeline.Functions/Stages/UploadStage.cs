using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Intake;
using TfPipeline.Core.Storage;
using TfPipeline.Runs;
using TfPipeline.Functions.Settings;

namespace TfPipeline.Functions.Stages;

/// <summary>Intake with the app's storage, keys and limits.</summary>
public sealed class UploadStage(
    IPipelineStorage storage, RoleKeys keys, IOptions<IntakeSettings> settings, TimeProvider time, ILogger<UploadStage> logger)
{
    private static readonly TimeSpan LongestScan = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ingests the newest content of an upload. Its event comes before the verdict of the malware scan, and until then the storage
    /// refuses every read: that is waited for. What stays refused, such as an infected file, is a fault of the attempt.
    /// </summary>
    public async Task IngestAsync(string blobName, CancellationToken cancellationToken)
    {
        var ingestor = await IngestorAsync(cancellationToken);
        var outcome = await WhenScannedAsync(() => ingestor.IngestAsync(blobName, cancellationToken), cancellationToken);
        logger.UploadIngested(outcome.Action, outcome.Status, outcome.ReceiptFolder, outcome.Rows.Read, outcome.Rows.Accepted);
    }

    /// <summary>Leaves a failed receipt.</summary>
    public async Task RecordFailedAsync(string blobName, CancellationToken cancellationToken)
    {
        var outcome = await (await IngestorAsync(cancellationToken)).RecordFailedAsync(blobName, cancellationToken);
        logger.UploadFailed(outcome.ReceiptFolder);
    }

    private async Task<IngestOutcome> WhenScannedAsync(Func<Task<IngestOutcome>> ingest, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + LongestScan;
        while (true)
        {
            try
            {
                return await ingest();
            }
            catch (StorageFaultException fault) when (fault is { IsRefused: true, Container: PipelineContainer.Uploads } && time.GetUtcNow() < end)
            {
                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
        }
    }

    private async Task<UploadIngestor> IngestorAsync(CancellationToken cancellationToken) =>
        new(storage, await keys.GetAsync(null, cancellationToken), settings.Value.ToOptions());
}
