using TfPipeline.Core.Cohort;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Freezes the cohort of a run, or finds the one that this run has frozen before.</summary>
public sealed class SnapshotCohort(IPipelineStorage storage, RoleKeys keys) : GuardedActivity<SnapshotRequest, CohortFrozen>
{
    /// <inheritdoc />
    protected override async Task<CohortFrozen> StepAsync(SnapshotRequest input, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(null, cancellationToken);
        var taken = await new CohortSnapshotter(storage, ring).SnapshotAsync(input.RunId, cancellationToken);
        return new CohortFrozen((int)taken.Flow.Kept, (int)taken.Flow.Submissions, taken.KeyVersion);
    }
}
