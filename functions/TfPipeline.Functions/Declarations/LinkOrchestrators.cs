using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;

namespace TfPipeline.Functions.Declarations;

/// <summary>Declares the orchestrators of the link role to the Functions host.</summary>
[RunsIn(AppRole.Link)]
public static class LinkOrchestrators
{
    /// <summary>See <see cref="Runs.Orchestrators.LinkRun"/>.</summary>
    [Function(nameof(LinkRun))]
    public static Task<LinkRunOutcome> LinkRun([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.LinkRun().RunAsync(context, context.GetInput<LinkRunInput>()!);

    /// <summary>See <see cref="Runs.Orchestrators.DepartmentRun"/>.</summary>
    [Function(nameof(DepartmentRun))]
    public static Task<DepartmentLinked> DepartmentRun([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.DepartmentRun().RunAsync(context, context.GetInput<DepartmentRunInput>()!);
}
