using System.Collections.Concurrent;
using DurableTask.Core;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub.Tests;

/// <summary>A store in a folder of its own, and hubs over it that serve the samples.</summary>
internal sealed class HubFixture
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tfp-hub-");
    private readonly List<TestHub> hubs = [];

    public JumpingTime Time { get; } = new();

    /// <summary>What the sample activities did, in the order in which they did it.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public string Folder => folder.FullName;

    public async Task<TestHub> HubAsync(HubOptions? options = null, HubFunctions? functions = null)
    {
        var store = new LocalOrchestrationService(folder.FullName, options ?? new HubOptions { AtOnce = 2, Poll = TimeSpan.FromMilliseconds(20), Time = Time });
        var hub = new TestHub(store, new RunHub(store, functions ?? Samples.All(Done)));
        hubs.Add(hub);
        await hub.Runs.StartAsync();
        return hub;
    }

    public async Task EndAsync()
    {
        foreach (var hub in hubs)
            await hub.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>A hub that serves functions, and its store.</summary>
internal sealed class TestHub(LocalOrchestrationService store, RunHub runs) : IAsyncDisposable
{
    private bool isGone;

    public LocalOrchestrationService Store => store;

    public RunHub Runs => runs;

    public Task<OrchestrationState> RunAsync(string name, object? input, string instanceId, bool again = false, CancellationToken cancellationToken = default) =>
        runs.RunAsync(name, input, instanceId, again, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (isGone)
            return;
        isGone = true;
        await runs.DisposeAsync();
        store.Dispose();
    }
}
