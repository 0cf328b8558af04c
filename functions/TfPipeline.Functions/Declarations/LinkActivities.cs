using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;
using TfPipeline.Storage;
using Steps = TfPipeline.Runs.Activities;

namespace TfPipeline.Functions.Declarations;

/// <summary>Declares the activities of the link role to the Functions host.</summary>
[RunsIn(AppRole.Link)]
public sealed class LinkActivities(IServiceProvider services)
{
    /// <summary>See <see cref="Steps.CheckRelease"/>.</summary>
    [Function(nameof(CheckRelease))]
    public Task<NameChecked> CheckRelease([ActivityTrigger] NameRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.CheckRelease>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.SnapshotCohort"/>.</summary>
    [Function(nameof(SnapshotCohort))]
    public Task<CohortFrozen> SnapshotCohort([ActivityTrigger] SnapshotRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.SnapshotCohort>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.PlanDepartment"/>.</summary>
    [Function(nameof(PlanDepartment))]
    public Task<DepartmentPlanned> PlanDepartment([ActivityTrigger] PlanRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.PlanDepartment>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.CompareDelivery"/>.</summary>
    [Function(nameof(CompareDelivery))]
    public Task<PartitionCompared> CompareDelivery([ActivityTrigger] CompareRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.CompareDelivery>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.LinkDepartment"/>.</summary>
    [Function(nameof(LinkDepartment))]
    public Task<DepartmentLinked> LinkDepartment([ActivityTrigger] LinkRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.LinkDepartment>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.BuildPanel"/>.</summary>
    [Function(nameof(BuildPanel))]
    public Task<PanelReady> BuildPanel([ActivityTrigger] PanelRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.BuildPanel>().RunAsync(input, cancellationToken);
}
