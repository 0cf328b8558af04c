using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.LocalHub;
using TfPipeline.LocalHub.Failures;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>How a run ended.</summary>
/// <param name="Link">The linkage run.</param>
/// <param name="Release">The release run; null where the linkage run was refused.</param>
internal sealed record PipelineResult(LinkRunOutcome Link, ReleaseRunOutcome? Release);

/// <summary>Linkage, the proposal that follows it, and the decision about it, by hosts that hold the two roles; on one machine that is one host.</summary>
internal sealed class Pipeline(RunHost link, RunHost release) : IAsyncDisposable
{
    private IEnumerable<RunHost> Hosts => new[] { link, release }.Distinct();

    /// <summary>Both roles in this process, over one store.</summary>
    public static Pipeline On(IOrchestrationService store, IPipelineStorage storage, KeySources keys, Action<OrchestrationState>? progress = null)
    {
        var roles = new Dictionary<AppRole, ServiceProvider> { [AppRole.Link] = RoleServices.Link(storage, keys), [AppRole.Release] = RoleServices.Release(storage, keys) };
        var host = new RunHost(roles, store, progress);
        return new Pipeline(host, host);
    }

    /// <summary>Both roles in this process, with the runs in a folder of this machine.</summary>
    /// <exception cref="HubException">The folder cannot be used.</exception>
    public static Pipeline InFolder(string stateFolder, IPipelineStorage storage, KeySources keys, Action<OrchestrationState>? progress = null) =>
        On(new LocalOrchestrationService(stateFolder), storage, keys, progress);

    /// <summary>Names a run after what goes into it; see <see cref="RunPlanner"/>.</summary>
    public Task<LinkRunInput> PlanAsync(string? releaseName, string? runId, CancellationToken cancellationToken) =>
        link.Link.PlanAsync(releaseName, runId, cancellationToken);

    /// <summary>
    /// Runs, goes on with, or looks up a run. A run that was refused is tried again: what it lacked may have arrived.
    /// </summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">Stops; the same call goes on later.</param>
    /// <param name="proposeAgain">True to propose again what was rejected or has expired; linkage and panel stay as they are.</param>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public async Task<PipelineResult> RunAsync(LinkRunInput input, CancellationToken cancellationToken, bool proposeAgain = false)
    {
        foreach (var host in Hosts)
            await host.StartAsync();
        var linked = await link.Link.RunAsync(input, cancellationToken);
        return linked.Stage == RunStage.Refused
            ? new PipelineResult(linked, null)
            : new PipelineResult(linked, await release.Release.RunAsync(input.RunId, proposeAgain, cancellationToken));
    }

    /// <summary>Carries out a decision; the hosts must be at work.</summary>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public Task<ReleaseDecided> DecideAsync(PersonBlob decision, CancellationToken cancellationToken) => release.Release.DecideAsync(decision, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
            await host.DisposeAsync();
    }
}
