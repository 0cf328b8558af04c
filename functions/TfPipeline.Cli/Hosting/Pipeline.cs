using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;
using TfPipeline.LocalHub;
using TfPipeline.Runs;

namespace TfPipeline.Cli.Hosting;

/// <summary>How a run on this machine ended.</summary>
/// <param name="Link">The linkage run.</param>
/// <param name="Release">The release run; null where the linkage run was refused.</param>
internal sealed record PipelineResult(LinkRunOutcome Link, ReleaseRunOutcome? Release);

/// <summary>
/// Both roles on one machine, each with its own services as in Azure: the link role's storage cannot write releases, and the release
/// role has no key.
/// </summary>
internal sealed class Pipeline : IAsyncDisposable
{
    private readonly ServiceProvider linkServices;
    private readonly ServiceProvider releaseServices;
    private readonly RunHub hub;
    private readonly LinkRuns link;
    private readonly ReleaseRuns release;
    private readonly IDisposable? store;

    /// <summary>Nothing runs before <see cref="RunAsync"/>.</summary>
    /// <param name="storage">The pipeline's containers.</param>
    /// <param name="keys">Where the keys come from.</param>
    /// <param name="store">Where the runs are kept; it is closed with the pipeline.</param>
    /// <param name="progress">Told where each orchestration stands.</param>
    public Pipeline(IPipelineStorage storage, KeySources keys, IOrchestrationService store, Action<OrchestrationState>? progress = null)
    {
        linkServices = RoleServices.Link(storage, keys);
        releaseServices = RoleServices.Release(storage);
        this.store = store as IDisposable;
        hub = new RunHub(store, HubFunctions.Of(new Dictionary<AppRole, IServiceProvider>
        {
            [AppRole.Link] = linkServices,
            [AppRole.Release] = releaseServices,
        }));
        var client = new RunClient(hub, progress ?? (_ => { }), RunClient.Often);
        link = new LinkRuns(linkServices, client);
        release = new ReleaseRuns(releaseServices, client);
    }

    /// <summary>A pipeline whose runs are kept in a folder of this machine.</summary>
    /// <exception cref="HubException">The folder cannot be used.</exception>
    public static Pipeline InFolder(IPipelineStorage storage, KeySources keys, string stateFolder, Action<OrchestrationState>? progress = null) =>
        new(storage, keys, new LocalOrchestrationService(stateFolder), progress);

    /// <summary>Names a run after what goes into it; see <see cref="RunPlanner"/>.</summary>
    public Task<LinkRunInput> PlanAsync(string? releaseName, string? runId, CancellationToken cancellationToken) =>
        link.PlanAsync(releaseName, runId, cancellationToken);

    /// <summary>
    /// Runs, goes on with, or looks up a run. A run that was refused is tried again: what it lacked may have arrived.
    /// </summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">Stops; the same call goes on later.</param>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public async Task<PipelineResult> RunAsync(LinkRunInput input, CancellationToken cancellationToken)
    {
        await hub.StartAsync();
        var linked = await link.RunAsync(input, cancellationToken);
        return linked.Stage == RunStage.Refused ? new PipelineResult(linked, null) : new PipelineResult(linked, await release.RunAsync(input.RunId, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        store?.Dispose();
        await linkServices.DisposeAsync();
        await releaseServices.DisposeAsync();
    }
}
