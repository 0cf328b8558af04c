using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Freezes the cohort of a run.</summary>
[RunsIn(AppRole.Link)]
public sealed class SnapshotCohortActivity(CohortStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(SnapshotCohort))]
    public Task<CohortFrozen> SnapshotCohort([ActivityTrigger] SnapshotRequest input, CancellationToken cancellationToken) =>
        stage.FreezeAsync(input, cancellationToken);
}
