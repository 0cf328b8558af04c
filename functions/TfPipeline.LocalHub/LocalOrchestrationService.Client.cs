using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub;

/// <content>What a client may ask.</content>
public sealed partial class LocalOrchestrationService
{
    private static readonly OrchestrationStatus[] Unfinished = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    /// <inheritdoc />
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => CreateTaskOrchestrationAsync(creationMessage, Unfinished);

    /// <summary>Starts an orchestration; one that is under way is never replaced.</summary>
    /// <exception cref="OrchestrationAlreadyExistsException">There is one with this id, in one of the statuses given or under way.</exception>
    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[]? dedupeStatuses)
    {
        var start = (ExecutionStartedEvent)creationMessage.Event;
        var refused = (dedupeStatuses ?? []).Concat(Unfinished).ToHashSet();
        file.Write(inside =>
        {
            if (Find(inside, start.OrchestrationInstance.InstanceId) is { } there && refused.Contains(there.OrchestrationStatus))
                throw new OrchestrationAlreadyExistsException($"An orchestration {start.OrchestrationInstance.InstanceId} is there.");
            Send(inside, creationMessage);
        });
        pulse.Beat();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task SendTaskOrchestrationMessageAsync(TaskMessage message) => SendTaskOrchestrationMessageBatchAsync(message);

    /// <inheritdoc />
    public Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        file.Write(inside =>
        {
            foreach (var message in messages)
                Send(inside, message);
        });
        pulse.Beat();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<OrchestrationState?> WaitForOrchestrationAsync(string instanceId, string? executionId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var waiting = WaitForAsync(
            () => file.Read(inside => Find(inside, instanceId)) is { } state && IsEnded(state.OrchestrationStatus) ? state : null, timeout, cancellationToken);
        await Task.WhenAny(waiting, Fault);
        if (Fault.IsFaulted)
            await Fault;
        var ended = await waiting;
        cancellationToken.ThrowIfCancellationRequested();
        return ended;
    }

    /// <inheritdoc />
    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string? reason) => SendTaskOrchestrationMessageAsync(new TaskMessage
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId },
        Event = new ExecutionTerminatedEvent(-1, reason),
    });

    /// <inheritdoc />
    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        Task.FromResult<IList<OrchestrationState>>(file.Read(inside => Find(inside, instanceId)) is { } state ? [state] : []);

    /// <inheritdoc />
    public Task<OrchestrationState?> GetOrchestrationStateAsync(string instanceId, string? executionId) =>
        Task.FromResult(file.Read(inside => Find(inside, instanceId)));

    /// <summary>The events of the newest execution, one JSON text a line.</summary>
    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string? executionId) => Task.FromResult(string.Join('\n', file.Read(inside =>
        inside.Rows("SELECT event FROM history WHERE instance = ?1 ORDER BY seq", row => row.GetString(0), instanceId))));

    /// <summary>Forgets orchestrations that have ended before a time.</summary>
    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType)
    {
        file.Write(inside =>
        {
            foreach (var id in inside.Rows("SELECT id, state FROM instances WHERE ended = 1", row => (Id: row.GetString(0), State: HistoryJson.ReadState(row.GetString(1))))
                .Where(one => TimeOf(one.State, timeRangeFilterType) < thresholdDateTimeUtc).Select(one => one.Id))
            {
                inside.Execute("DELETE FROM history WHERE instance = ?1", id);
                inside.Execute("DELETE FROM instances WHERE id = ?1", id);
            }
        });
        return Task.CompletedTask;
    }

    private static DateTime TimeOf(OrchestrationState state, OrchestrationStateTimeRangeFilterType filter) => filter switch
    {
        OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter => state.CreatedTime,
        OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter => state.LastUpdatedTime,
        _ => state.CompletedTime,
    };

    private static OrchestrationState? Find(HubTransaction inside, string id) =>
        inside.Text("SELECT state FROM instances WHERE id = ?1", id) is { } state ? HistoryJson.ReadState(state) : null;
}
