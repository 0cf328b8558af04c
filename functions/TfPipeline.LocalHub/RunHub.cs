using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Shims;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Working;

namespace TfPipeline.LocalHub;

/// <summary>
/// Durable Task's own worker over a store: it serves orchestrators and activities, and starts, finds and awaits orchestrations. The store
/// is the file of this machine or that of a storage account.
/// </summary>
public sealed class RunHub : IAsyncDisposable
{
    private static readonly OrchestrationStatus[] UnderWay = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    private readonly IOrchestrationServiceClient client;
    private readonly TaskHubWorker worker;
    private readonly ActivityGate gate = new();

    /// <summary>Nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="store">The store, which is its own client.</param>
    /// <param name="functions">What this process serves.</param>
    public RunHub(IOrchestrationService store, HubFunctions functions)
    {
        client = (IOrchestrationServiceClient)store;
        worker = new TaskHubWorker(store) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        worker.AddOrchestrationDispatcherMiddleware(new TurnWatch(client).RunAsync);
        var shims = new DurableTaskShimFactory(new DurableTaskWorkerOptions { DataConverter = MessageConverter.Instance });
        foreach (var (name, create) in functions.Orchestrators)
            worker.AddTaskOrchestrations(new Creator<TaskOrchestration>(name, () => shims.CreateOrchestration(name, new WatchedOrchestrator(create()))));
        foreach (var (name, create) in functions.Activities)
            worker.AddTaskActivities(new Creator<TaskActivity>(name, () => shims.CreateActivity(name, new StoppableActivity(create(gate.Stopping), gate))));
        (store as LocalOrchestrationService)?.Serve(functions.Names);
    }

    /// <summary>Begins to work on whatever waits.</summary>
    public Task StartAsync() => worker.StartAsync();

    /// <summary>The newest execution under an id, or null.</summary>
    public async Task<OrchestrationState?> FindAsync(string instanceId) =>
        (await client.GetOrchestrationStateAsync(instanceId, allExecutions: false)).FirstOrDefault(one => one?.OrchestrationInstance is not null);

    /// <summary>
    /// Starts an orchestration, or joins it, and returns when it has ended. One that has completed is not run again unless
    /// <paramref name="again"/>; one that has failed is started afresh.
    /// </summary>
    /// <exception cref="InstanceMismatchException">An orchestration with this id does something else.</exception>
    /// <exception cref="HubException">The store cannot be used any more.</exception>
    public async Task<OrchestrationState> RunAsync(string name, object? input, string instanceId, bool again, CancellationToken cancellationToken)
    {
        await BeginAsync(name, MessageConverter.Instance.Serialize(input), instanceId, again);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await client.WaitForOrchestrationAsync(instanceId, null, TimeSpan.FromMinutes(10), cancellationToken) is { } ended)
                return ended;
        }
    }

    /// <summary>Starts an orchestration unless it is under way or done.</summary>
    /// <exception cref="InstanceMismatchException">An orchestration with this id does something else.</exception>
    public async Task BeginAsync(string name, string? input, string instanceId, bool again)
    {
        if (await FindAsync(instanceId) is { } there && !MayReplace(there, name, input, again))
            return;

        var instance = new OrchestrationInstance { InstanceId = instanceId, ExecutionId = Guid.NewGuid().ToString("N") };
        var start = new ExecutionStartedEvent(-1, input) { Name = name, Version = string.Empty, OrchestrationInstance = instance };
        try
        {
            await client.CreateTaskOrchestrationAsync(new TaskMessage { OrchestrationInstance = instance, Event = start }, UnderWay);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // Another process was quicker; what it started has the same id and so the same inputs.
        }
    }

    /// <summary>Gives an event to an orchestration. One that has ended, or that does not exist, loses it silently, as in any task hub.</summary>
    public Task RaiseEventAsync(string instanceId, string eventName, object? payload) => client.SendTaskOrchestrationMessageAsync(new TaskMessage
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
        Event = new EventRaisedEvent(-1, MessageConverter.Instance.Serialize(payload)) { Name = eventName },
    });

    /// <summary>Stops; what runs is stopped and given back.</summary>
    public async ValueTask DisposeAsync()
    {
        // Without activities nothing is worth waiting for: what is not written is done again.
        var stopped = worker.StopAsync(isForced: !gate.IsBusy);
        await gate.StopAsync();
        await stopped;
        worker.Dispose();
        gate.Dispose();
    }

    private static bool MayReplace(OrchestrationState there, string name, string? input, bool again)
    {
        var status = there.OrchestrationStatus;
        if (status is OrchestrationStatus.Failed or OrchestrationStatus.Terminated or OrchestrationStatus.Canceled)
            return true;
        if (!string.Equals(there.Name, name, StringComparison.Ordinal) || !string.Equals(there.Input, input, StringComparison.Ordinal))
            throw new InstanceMismatchException(there.OrchestrationInstance.InstanceId);
        return again && status == OrchestrationStatus.Completed;
    }
}
