using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Fits, scores and assigns over all partitions of a delivery.</summary>
[RunsIn(AppRole.Link)]
public sealed class LinkDepartmentActivity(DepartmentStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(LinkDepartment))]
    public Task<DepartmentLinked> LinkDepartment([ActivityTrigger] LinkRequest input, CancellationToken cancellationToken) =>
        stage.LinkAsync(input, cancellationToken);
}
