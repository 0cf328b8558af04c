using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>
/// A release run: take the name, estimate the effects on a panel, and propose the release through disclosure control. It ends there; a second
/// person decides, and <see cref="DecideRelease"/> publishes. A name that is taken ends it before anything is estimated.
/// </summary>
public sealed class ReleaseRun : TaskOrchestrator<ReleaseRunInput, ReleaseRunOutcome>
{
    /// <inheritdoc />
    public override async Task<ReleaseRunOutcome> RunAsync(TaskOrchestrationContext context, ReleaseRunInput input)
    {
        var stage = new RunProgressReporter(context);
        if (RunRequests.Problems(input) is { Count: > 0 } wrong)
        {
            stage.Enter(RunStage.Refused);
            return new ReleaseRunOutcome(RunStage.Refused, null, ReleaseResult.NotStarted, null, null) { Refusals = wrong };
        }

        stage.Enter(RunStage.Estimating);
        var claim = await context.CallActivityAsync<ReleaseProposed>(
            nameof(ClaimRelease), new ClaimRequest(input.RunId, input.Release, input.Again), Retries.Standard);
        if (claim.Result != ReleaseResult.Claimed)
            return End(stage, claim);

        await context.CallActivityAsync<EffectsEstimated>(
            nameof(EstimateEffects), new EstimateRequest(input.RunId), Retries.Standard);

        stage.Enter(RunStage.Proposing);
        return End(stage, await context.CallActivityAsync<ReleaseProposed>(
            nameof(ProposeRelease), new ProposeRequest(input.RunId, input.Release), Retries.Standard));
    }

    private static ReleaseRunOutcome End(RunProgressReporter stage, ReleaseProposed last)
    {
        var end = last.Result is ReleaseResult.Proposed or ReleaseResult.AlreadyThere ? RunStage.Proposed : RunStage.Refused;
        stage.Enter(end);
        return new ReleaseRunOutcome(end, last.Release, last.Result, last.SumsHash, last.ProposalHash);
    }
}
