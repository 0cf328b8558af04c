using TfPipeline.Core.Cohort;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Stages;

/// <summary>The run's frozen cohort, with the app's storage and keys.</summary>
public sealed class CohortStage(IPipelineStorage storage, RoleKeys keys)
{
    /// <summary>Freezes the cohort, or finds the one that this run has frozen before.</summary>
    public async Task<CohortFrozen> FreezeAsync(SnapshotRequest request, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(null, cancellationToken);
        var taken = await new CohortSnapshotter(storage, ring).SnapshotAsync(request.RunId, cancellationToken);
        return new CohortFrozen((int)taken.Flow.Kept, (int)taken.Flow.Submissions, taken.KeyVersion);
    }
}
