using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Retention;
using TfPipeline.Core.Submissions;
using TfPipeline.Functions.Settings;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>The retention sweep with the app's storage, keys and days.</summary>
public sealed class RetentionStage(
    IPipelineStorage storage, RoleKeys keys, IOptions<RetentionSettings> settings, TimeProvider time, ILogger<RetentionStage> logger) : IRetentionSweep
{
    /// <summary>Deletes what the account would keep longer than allowed, its own soft-delete days counted in.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var before = now.AddDays(settings.Value.SoftDeleteDays - settings.Value.RetentionDays);
        var ingestor = new UploadIngestor(storage, await keys.GetAsync(null, cancellationToken));
        var counts = await new RetentionSweeper(storage, ingestor).SweepAsync(before, now, cancellationToken);
        logger.RetentionSwept(counts.Uploads, counts.ExtractFiles, counts.Left);
    }
}
