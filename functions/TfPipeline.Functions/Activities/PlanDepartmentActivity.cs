using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Chooses a department's delivery and counts over it.</summary>
[RunsIn(AppRole.Link)]
public sealed class PlanDepartmentActivity(DepartmentStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(PlanDepartment))]
    public Task<DepartmentPlanned> PlanDepartment([ActivityTrigger] PlanRequest input, CancellationToken cancellationToken) =>
        stage.PlanAsync(input, cancellationToken);
}
