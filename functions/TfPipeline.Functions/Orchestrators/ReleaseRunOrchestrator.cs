using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Functions.Activities;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Orchestrators;

/// <summary>A release run: estimate the effects on a panel, then publish through disclosure control.</summary>
[RunsIn(AppRole.Release)]
public static class ReleaseRunOrchestrator
{
    /// <summary>Takes a <see cref="ReleaseRunInput"/>.</summary>
    [Function(nameof(ReleaseRun))]
    public static async Task<ReleaseRunOutcome> ReleaseRun([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var stage = new StageReport(context);
        if (!StartInput.TryRead<ReleaseRunInput>(context, RunRequests.Problems, out var input, out var wrong))
        {
            stage.Enter(RunStage.Refused);
            return new ReleaseRunOutcome(RunStage.Refused, null, ReleaseResult.NotStarted, null) { Refusals = wrong };
        }

        stage.Enter(RunStage.Estimating);
        await context.CallActivityAsync<EffectsEstimated>(
            nameof(EstimateEffectsActivity.EstimateEffects), new EstimateRequest(input.RunId), Retries.Standard);

        stage.Enter(RunStage.Publishing);
        var written = await context.CallActivityAsync<ReleaseWritten>(
            nameof(PublishReleaseActivity.PublishRelease), new PublishRequest(input.RunId, input.Release), Retries.Standard);

        var end = written.Result == ReleaseResult.NameTaken ? RunStage.Refused : RunStage.Published;
        stage.Enter(end);
        return new ReleaseRunOutcome(end, written.Release, written.Result, written.SumsHash);
    }
}
