using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Intake;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Settings;

namespace TfPipeline.Functions.Stages;

/// <summary>Intake with the app's storage, keys and limits.</summary>
public sealed class UploadStage(IPipelineStorage storage, RoleKeys keys, IOptions<IntakeSettings> settings, ILogger<UploadStage> logger)
{
    /// <summary>Ingests the newest content of an upload.</summary>
    public async Task IngestAsync(string blobName, CancellationToken cancellationToken)
    {
        var outcome = await (await IngestorAsync(cancellationToken)).IngestAsync(blobName, cancellationToken);
        logger.UploadIngested(outcome.Action, outcome.Status, outcome.ReceiptFolder, outcome.Rows.Read, outcome.Rows.Accepted);
    }

    /// <summary>Leaves a failed receipt.</summary>
    public async Task RecordFailedAsync(string blobName, CancellationToken cancellationToken)
    {
        var outcome = await (await IngestorAsync(cancellationToken)).RecordFailedAsync(blobName, cancellationToken);
        logger.UploadFailed(outcome.ReceiptFolder);
    }

    private async Task<UploadIngestor> IngestorAsync(CancellationToken cancellationToken) =>
        new(storage, await keys.GetAsync(null, cancellationToken), settings.Value.ToOptions());
}
