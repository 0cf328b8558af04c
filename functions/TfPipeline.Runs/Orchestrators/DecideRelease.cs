using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>
/// Carries out one decision. Its instance id follows from the blob's name, so that an event that comes twice and a timer that looks for lost
/// ones start it once. Nothing waits in it: a release run has ended long before, whatever code was deployed meanwhile.
/// </summary>
public sealed class DecideRelease : TaskOrchestrator<DecideInput, ReleaseDecided>
{
    /// <inheritdoc />
    public override Task<ReleaseDecided> RunAsync(TaskOrchestrationContext context, DecideInput input) =>
        RunRequests.IsDecision(input)
            ? context.CallActivityAsync<ReleaseDecided>(nameof(ApplyDecision), input, Retries.Standard)
            : Task.FromResult(new ReleaseDecided(null, null, null, null));
}
