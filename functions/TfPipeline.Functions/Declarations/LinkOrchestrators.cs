using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Declarations;

/// <summary>Declares the orchestrators of the link role to the Functions host.</summary>
[RunsIn(AppRole.Link)]
public static class LinkOrchestrators
{
    /// <summary>See <see cref="LinkRun"/>.</summary>
    [Function(nameof(LinkRun))]
    public static Task<LinkRunOutcome> LinkRun([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.LinkRun().RunAsync(context, StartInput.Of<LinkRunInput>(context)!);

    /// <summary>See <see cref="Runs.Orchestrators.DepartmentRun"/>.</summary>
    [Function(nameof(DepartmentRun))]
    public static Task<DepartmentLinked> DepartmentRun([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.DepartmentRun().RunAsync(context, StartInput.Of<DepartmentRunInput>(context)!);
}
