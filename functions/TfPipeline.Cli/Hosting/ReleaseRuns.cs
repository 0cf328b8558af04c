using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>Runs releases up to their proposals, and carries out decisions, in the release role.</summary>
internal sealed class ReleaseRuns(IServiceProvider services, RunClient client)
{
    private IPipelineStorage Storage => services.GetRequiredService<IPipelineStorage>();

    /// <summary>Runs, goes on with, or looks up the proposal of a linkage run; one that was refused is tried again.</summary>
    /// <param name="runId">The linkage run, whose linkage and panel are used as they are.</param>
    /// <param name="again">True to propose again what was rejected or has expired.</param>
    /// <param name="cancellationToken">Stops; the same call goes on later.</param>
    /// <exception cref="RunFailedException">The linkage has not ended, or an activity failed for good.</exception>
    public async Task<ReleaseRunOutcome> RunAsync(string runId, bool again, CancellationToken cancellationToken)
    {
        var marker = await RunMarker.FindAsync(Storage, RunBlobs.Marker(runId), cancellationToken) ?? throw new RunFailedException("The panel's marker is missing");
        var history = await services.GetRequiredService<ReleaseRegister>().ReadAsync(marker.Release, cancellationToken);
        var id = again ? InstanceIds.ReleaseAgain(marker.RunId, history.Events.Count) : InstanceIds.Release(marker.RunId);
        return await client.RunAsync<ReleaseRunOutcome>(
            nameof(ReleaseRun), InputOf(marker) with { Again = again }, id, [], ended => ended.Stage == RunStage.Refused || history.IsFree, cancellationToken);
    }

    /// <summary>Carries out a decision, or looks up what came of it.</summary>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public Task<ReleaseDecided> DecideAsync(PersonBlob decision, CancellationToken cancellationToken) => client.RunAsync<ReleaseDecided>(
        nameof(DecideRelease), new DecideInput(decision.Name), InstanceIds.Decide(decision), [], _ => false, cancellationToken);

    /// <summary>
    /// Starts the release of every panel that is ready and has none, and every decision that has no outcome, as triggers and timer do in
    /// Azure; what nobody decided about in time expires.
    /// </summary>
    public async Task BeginReadyAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in Storage[PipelineContainer.Runs].ListAsync(string.Empty, cancellationToken))
        {
            if (blob.Name.EndsWith("/" + RunBlobs.MarkerFile, StringComparison.Ordinal)
                && await RunMarker.FindAsync(Storage, blob.Name, cancellationToken) is { } marker)
                await client.BeginOnceAsync(nameof(ReleaseRun), InputOf(marker), InstanceIds.Release(marker.RunId));
        }

        var (open, _) = await services.GetRequiredService<DecisionMaker>().OpenAsync(cancellationToken);
        foreach (var decision in open)
            await client.BeginOnceAsync(nameof(DecideRelease), new DecideInput(decision.Name), InstanceIds.Decide(decision));
        await services.GetRequiredService<ProposalWatch>().LookAsync(cancellationToken);
    }

    private static ReleaseRunInput InputOf(RunMarker marker) => new(marker.RunId, marker.Release);
}
