using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Submissions;
using TfPipeline.Functions.Settings;
using TfPipeline.Intake;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>
/// Ingests every upload that has no receipt, one short attempt each. One that has lain for more than a day and fails again gets a failed
/// receipt, so that its council is told, and an operator learns how many there are. The log has counts only.
/// </summary>
public sealed class CatchUpStage(
    IPipelineStorage storage, RoleKeys keys, UploadStage uploads, IOptions<IntakeSettings> settings, TimeProvider time, ILogger<CatchUpStage> logger)
{
    /// <summary>How long an upload may lie unread before its council is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Goes through all uploads once.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync(null, cancellationToken);
        var pending = await new UploadBatch(storage, key, settings.Value.ToOptions()).FindAsync(cancellationToken);
        var told = await ToldAsync(cancellationToken);
        var arrived = await ArrivedAsync(cancellationToken);
        var ingestor = new UploadIngestor(storage, key);
        int ingested = 0, left = 0, overdue = 0;
        Exception? unrecorded = null;
        foreach (var upload in pending)
        {
            if (await uploads.TryNowAsync(upload.Path.BlobName, cancellationToken))
            {
                ingested++;
                continue;
            }

            left++;
            if (told.Contains(ingestor.SlotOf(upload.Path)) || !arrived.TryGetValue(upload.Path.BlobName, out var since) || time.GetUtcNow() - since < Patience)
                continue;
            overdue++;
            try
            {
                await ingestor.RecordFailedAsync(upload.Path.BlobName, cancellationToken);
            }
#pragma warning disable CA1031 // Whatever its type: it is thrown when every upload has had its turn.
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                unrecorded ??= fault;
            }
        }

        logger.CaughtUp(ingested, left);
        if (overdue > 0)
            logger.UploadsStayUnread(overdue, Patience.Days);
        if (unrecorded is not null)
            ExceptionDispatchInfo.Throw(unrecorded);
    }

    // A failed receipt is one: its council knows, and the operator was told then.
    private async Task<HashSet<string>> ToldAsync(CancellationToken cancellationToken)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty, cancellationToken))
        {
            if (state.Status == ReceiptStatus.Failed)
                told.Add(state.Slot);
        }

        return told;
    }

    private async Task<Dictionary<string, DateTimeOffset>> ArrivedAsync(CancellationToken cancellationToken)
    {
        var arrived = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await foreach (var blob in storage[PipelineContainer.Uploads].ListAsync(string.Empty, cancellationToken))
            arrived[blob.Name] = blob.LastModified;
        return arrived;
    }
}
