using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.LocalHub;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>
/// Roles at work on one task hub, each with its own services as in Azure: the link role's storage cannot write releases, and the release
/// role has no key.
/// </summary>
internal sealed class RunHost : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<AppRole, ServiceProvider> roles;
    private readonly IOrchestrationService store;
    private readonly RunHub hub;
    private readonly RunClient client;

    /// <summary>Nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="roles">The roles that this host holds, and their services; they are closed with the host.</param>
    /// <param name="store">Where the runs are kept; it is closed with the host.</param>
    /// <param name="progress">Told where each orchestration stands.</param>
    public RunHost(IReadOnlyDictionary<AppRole, ServiceProvider> roles, IOrchestrationService store, Action<OrchestrationState>? progress = null)
    {
        (this.roles, this.store) = (roles, store);
        hub = new RunHub(store, HubFunctions.Of(roles.ToDictionary(role => role.Key, IServiceProvider (role) => role.Value)));
        client = new RunClient(hub, progress ?? (_ => { }), store is LocalOrchestrationService ? RunClient.Often : RunClient.Seldom);
    }

    /// <summary>The release role alone, with the runs in a folder of this machine.</summary>
    /// <exception cref="LocalHub.Failures.HubException">The folder cannot be used.</exception>
    public static RunHost OfRelease(string stateFolder, IPipelineStorage storage) =>
        new(new Dictionary<AppRole, ServiceProvider> { [AppRole.Release] = RoleServices.Release(storage) }, new LocalOrchestrationService(stateFolder));

    /// <summary>Linkage runs; only where the host holds the link role.</summary>
    public LinkRuns Link => new(roles[AppRole.Link], client);

    /// <summary>Release runs; only where the host holds the release role.</summary>
    public ReleaseRuns Release => new(roles[AppRole.Release], client);

    /// <summary>Ends with the fault that makes the store unusable; never ends otherwise.</summary>
    public Task Fault => store is LocalOrchestrationService local ? local.Fault : Task.Delay(Timeout.Infinite);

    /// <summary>Begins to work on whatever waits in the hub.</summary>
    public async Task StartAsync()
    {
        await store.CreateIfNotExistsAsync();
        await hub.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await hub.DisposeAsync();
        (store as IDisposable)?.Dispose();
        foreach (var services in roles.Values)
            await services.DisposeAsync();
    }
}
