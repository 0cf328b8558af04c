using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Declarations;

/// <summary>Declares the orchestrators of the release role to the Functions host.</summary>
[RunsIn(AppRole.Release)]
public static class ReleaseOrchestrators
{
    /// <summary>See <see cref="Runs.Orchestrators.ReleaseRun"/>.</summary>
    [Function(nameof(ReleaseRun))]
    public static Task<ReleaseRunOutcome> ReleaseRun([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.ReleaseRun().RunAsync(context, StartInput.Of<ReleaseRunInput>(context)!);

    /// <summary>See <see cref="Runs.Orchestrators.DecideRelease"/>.</summary>
    [Function(nameof(DecideRelease))]
    public static Task<ReleaseDecided> DecideRelease([OrchestrationTrigger] TaskOrchestrationContext context) =>
        new Runs.Orchestrators.DecideRelease().RunAsync(context, StartInput.Of<DecideInput>(context)!);
}
