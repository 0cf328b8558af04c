using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Compares one partition of a delivery with the cohort.</summary>
[RunsIn(AppRole.Link)]
public sealed class CompareDeliveryActivity(DepartmentStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(CompareDelivery))]
    public Task<PartitionCompared> CompareDelivery([ActivityTrigger] CompareRequest input, CancellationToken cancellationToken) =>
        stage.CompareAsync(input, cancellationToken);
}
