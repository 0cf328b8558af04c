using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>A release run: estimate the effects on a panel, then publish through disclosure control.</summary>
public sealed class ReleaseRun : TaskOrchestrator<ReleaseRunInput, ReleaseRunOutcome>
{
    /// <inheritdoc />
    public override async Task<ReleaseRunOutcome> RunAsync(TaskOrchestrationContext context, ReleaseRunInput input)
    {
        var stage = new RunProgressReporter(context);
        if (RunRequests.Problems(input) is { Count: > 0 } wrong)
        {
            stage.Enter(RunStage.Refused);
            return new ReleaseRunOutcome(RunStage.Refused, null, ReleaseResult.NotStarted, null) { Refusals = wrong };
        }

        stage.Enter(RunStage.Estimating);
        await context.CallActivityAsync<EffectsEstimated>(
            nameof(EstimateEffects), new EstimateRequest(input.RunId), Retries.Standard);

        stage.Enter(RunStage.Publishing);
        var written = await context.CallActivityAsync<ReleaseWritten>(
            nameof(PublishRelease), new PublishRequest(input.RunId, input.Release), Retries.Standard);

        var end = written.Result == ReleaseResult.NameTaken ? RunStage.Refused : RunStage.Published;
        stage.Enter(end);
        return new ReleaseRunOutcome(end, written.Release, written.Result, written.SumsHash);
    }
}
