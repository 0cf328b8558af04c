using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Functions.Stages;

/// <summary>Starts what carries out decisions, and looks after proposals that wait for one.</summary>
public sealed class DecisionStage(DecisionMaker decisions, ProposalWatch watch, ILogger<DecisionStage> logger)
{
    /// <summary>From this many days on an operator is reminded of a proposal that waits.</summary>
    public const int Patience = 7;

    /// <summary>Starts one unless it was started before. A blob that is no decision by its name starts nothing: another attempt would see the same.</summary>
    public async Task StartAsync(DurableTaskClient client, string decisionBlob, CancellationToken cancellationToken)
    {
        if (PersonBlob.TryParse(decisionBlob) is not { } decision)
        {
            logger.DecisionsLetGo(1);
            return;
        }

        var outcome = await OrchestrationStarter.OnceAsync(
            client, nameof(DecideRelease), new DecideInput(decision.Name), InstanceIds.Decide(decision), cancellationToken);
        logger.DecisionAskedFor(decision.Release, outcome);
    }

    /// <summary>Starts every decision that has no outcome, lets proposals expire whose days are over, and reminds of those that wait.</summary>
    public async Task CatchUpAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (open, strange) = await decisions.OpenAsync(cancellationToken);
        foreach (var decision in open)
            await StartAsync(client, decision.Name, cancellationToken);
        if (strange > 0)
            logger.DecisionsLetGo(strange);

        var seen = await watch.LookAsync(cancellationToken);
        logger.ProposalsSeen(seen.Waiting, seen.OldestDays, seen.Expired);
        if (seen.OldestDays >= Patience || seen.Expired > 0)
            logger.ProposalsWait(seen.Waiting, seen.OldestDays, seen.Expired);
    }
}
