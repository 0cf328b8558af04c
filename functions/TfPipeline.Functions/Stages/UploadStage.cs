using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Submissions;
using TfPipeline.Functions.Settings;
using TfPipeline.Intake;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>Intake with the app's storage, keys and limits.</summary>
public sealed class UploadStage(
    IPipelineStorage storage, RoleKeys keys, IOptions<IntakeSettings> settings, TimeProvider time, ILogger<UploadStage> logger)
{
    private static readonly TimeSpan LongestScan = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Ingests the newest content of an upload. Its event comes before the verdict of the malware scan, and until then the storage
    /// refuses every read: that is waited for. What stays refused, such as an infected file, is a fault of the attempt. An upload for which
    /// no verdict can come (an append or page blob, or one above the scanner's limit) gets a failed receipt at once.
    /// </summary>
    public async Task IngestAsync(string blobName, CancellationToken cancellationToken)
    {
        var ingestor = await IngestorAsync(cancellationToken);
        try
        {
            Tell(await WhenScannedAsync(blobName, () => ingestor.IngestAsync(blobName, cancellationToken), cancellationToken));
        }
        catch (NeverScannedException)
        {
            TellFailed(await ingestor.RecordFailedAsync(blobName, cancellationToken));
        }
    }

    /// <summary>One short attempt: whether the upload has a receipt of its content now. A fault is noted with the submission and not thrown.</summary>
    public async Task<bool> TryNowAsync(string blobName, CancellationToken cancellationToken)
    {
        var ingestor = await IngestorAsync(cancellationToken);
        try
        {
            Tell(await ingestor.IngestAsync(blobName, cancellationToken));
            return true;
        }
#pragma warning disable CA1031 // Whatever its type: ingest has noted its kind, and one upload must not keep the others from being tried.
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>
    /// One more attempt for an upload whose earlier ones failed, and a failed receipt where the last one fails as well. It does not wait
    /// for the malware scan. While the key cannot be read it fails: without a key a submission has no name.
    /// </summary>
    public async Task TryOnceMoreAsync(string blobName, bool isLast, CancellationToken cancellationToken)
    {
        var ingestor = await IngestorAsync(cancellationToken);
        try
        {
            Tell(await ingestor.IngestAsync(blobName, cancellationToken));
            return;
        }
#pragma warning disable CA1031 // Whatever its type: ingest has noted its kind, and the receipt tells it.
        catch (Exception) when (isLast && !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
        }

        TellFailed(await ingestor.RecordFailedAsync(blobName, cancellationToken));
    }

    private void TellFailed(IngestOutcome outcome)
    {
        if (outcome.Status == ReceiptStatus.Failed)
            logger.UploadFailed(outcome.ReceiptFolder);
        else
            Tell(outcome);
    }

    private void Tell(IngestOutcome outcome) =>
        logger.UploadIngested(outcome.Action, outcome.Status, outcome.ReceiptFolder, outcome.Rows.Read, outcome.Rows.Accepted);

    private async Task<IngestOutcome> WhenScannedAsync(string blobName, Func<Task<IngestOutcome>> ingest, CancellationToken cancellationToken)
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
                if (!await CanBeScannedAsync(blobName, cancellationToken))
                    throw new NeverScannedException();
                await Task.Delay(BetweenLooks, time, cancellationToken);
            }
        }
    }

    // A listing is let through where a read is not, and says what kind of blob it is.
    private async Task<bool> CanBeScannedAsync(string blobName, CancellationToken cancellationToken)
    {
        await foreach (var blob in storage[PipelineContainer.Uploads].ListAsync(blobName, cancellationToken))
        {
            if (string.Equals(blob.Name, blobName, StringComparison.Ordinal))
                return blob.CanBeScanned;
        }

        return true;
    }

    private async Task<UploadIngestor> IngestorAsync(CancellationToken cancellationToken) =>
        new(storage, await keys.GetAsync(null, cancellationToken), settings.Value.ToOptions());

    private sealed class NeverScannedException : Exception;
}
