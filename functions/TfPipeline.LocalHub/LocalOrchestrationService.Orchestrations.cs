using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub;

/// <content>Turns of orchestrators.</content>
public sealed partial class LocalOrchestrationService
{
    /// <inheritdoc />
    public async Task<TaskOrchestrationWorkItem?> LockNextTaskOrchestrationWorkItemAsync(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await WaitForAsync(TryLockOrchestration, receiveTimeout, cancellationToken);

    /// <summary>The heartbeat renews for all items of this process.</summary>
    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) => Task.CompletedTask;

    /// <summary>Writes a turn: what it took, what it knows now, and what it asks for. A turn whose token is no longer the newest is discarded.</summary>
    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem,
        OrchestrationRuntimeState newOrchestrationRuntimeState,
        IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages,
        IList<TaskMessage> timerMessages,
        TaskMessage? continuedAsNewMessage,
        OrchestrationState? orchestrationState)
    {
        var item = (LocalOrchestrationItem)workItem;
        Watched(() => file.Write(inside =>
        {
            if (inside.Number("SELECT count(*) FROM instances WHERE id = ?1 AND token = ?2", item.InstanceId, item.Token) == 0)
                return false;
            foreach (var message in item.Messages)
                inside.Execute("DELETE FROM inbox WHERE id = ?1", message);
            if (orchestrationState is null)
                return true;

            WriteHistory(inside, item, newOrchestrationRuntimeState);
            WriteState(inside, orchestrationState);
            foreach (var message in outboundMessages)
                AddActivity(inside, message);
            foreach (var message in timerMessages.Concat(orchestratorMessages))
                Send(inside, message);
            return true;
        }));
        pulse.Beat();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem) => ReleaseTaskOrchestrationWorkItemAsync(workItem);

    /// <inheritdoc />
    public Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        var item = (LocalOrchestrationItem)workItem;
        Watched(() => file.Write(inside => inside.Execute("UPDATE instances SET owner = NULL, token = NULL WHERE id = ?1 AND token = ?2", item.InstanceId, item.Token)));
        pulse.Beat();
        return Task.CompletedTask;
    }

    private TaskOrchestrationWorkItem? TryLockOrchestration()
    {
        // Asked without a lock first: most looks find nothing, and writers of other processes should not wait for them.
        return file.Read(FindReady) is null ? null : file.Write(inside =>
        {
            if (FindReady(inside) is not { } id)
                return null;

            var token = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            inside.Execute("UPDATE instances SET owner = ?1, token = ?2 WHERE id = ?3", owner.Id, token, id);
            var messages = inside.Rows(
                "SELECT id, message FROM inbox WHERE instance = ?1 AND due <= ?2 ORDER BY id",
                row => (Id: row.GetInt64(0), Message: HistoryJson.ReadMessage(row.GetString(1))), id, Now());
            var history = inside.Rows("SELECT event FROM history WHERE instance = ?1 ORDER BY seq", row => HistoryJson.ReadEvent(row.GetString(0)), id);
            return new LocalOrchestrationItem
            {
                InstanceId = id,
                LockedUntilUtc = DateTime.MaxValue,
                NewMessages = [.. messages.Select(one => one.Message)],
                OrchestrationRuntimeState = new OrchestrationRuntimeState(history),
                Token = token,
                Messages = [.. messages.Select(one => one.Id)],
                Past = history.Count,
            };
        });
    }

    private string? FindReady(HubTransaction inside) => inside
        .Rows(
            "SELECT i.id, i.name FROM instances i WHERE i.owner IS NULL AND EXISTS (SELECT 1 FROM inbox m WHERE m.instance = i.id AND m.due <= ?1) ORDER BY i.rowid",
            row => (Id: row.GetString(0), Name: row.GetString(1)),
            Now())
        .FirstOrDefault(one => known?.Contains(one.Name) != false).Id;

    private static void WriteHistory(HubTransaction inside, LocalOrchestrationItem item, OrchestrationRuntimeState state)
    {
        // A start, and ContinueAsNew, begin a new execution; what came before no longer counts.
        var isSame = state.PastEvents.Count == item.Past && item.Past > 0;
        if (!isSame)
            inside.Execute("DELETE FROM history WHERE instance = ?1", item.InstanceId);
        var seq = isSame ? item.Past : 0;
        foreach (var happened in isSame ? state.NewEvents : state.Events)
            inside.Execute("INSERT INTO history (instance, seq, kind, event) VALUES (?1, ?2, ?3, ?4)", item.InstanceId, seq++, (int)happened.EventType, HistoryJson.Write(happened));
    }

    private static void WriteState(HubTransaction inside, OrchestrationState state)
    {
        var id = state.OrchestrationInstance.InstanceId;
        var ended = IsEnded(state.OrchestrationStatus);
        inside.Execute(
            "UPDATE instances SET execution = ?2, ended = ?3, state = ?4, owner = NULL, token = NULL WHERE id = ?1",
            id, state.OrchestrationInstance.ExecutionId, ended ? 1 : 0, HistoryJson.Write(state));
        if (!ended)
            return;
        // Nobody will read these any more.
        inside.Execute("DELETE FROM inbox WHERE instance = ?1", id);
        inside.Execute("DELETE FROM activities WHERE instance = ?1 AND owner IS NULL", id);
    }

    /// <summary>Puts a message into an inbox. One to an orchestration that has ended, or that there never was, is lost, as in any task hub.</summary>
    private static void Send(HubTransaction inside, TaskMessage message)
    {
        var id = message.OrchestrationInstance.InstanceId;
        if (message.Event is ExecutionStartedEvent start && !TryBegin(inside, start))
        {
            Refuse(inside, start);
            return;
        }

        inside.Execute(
            "INSERT INTO inbox (instance, due, message) SELECT id, ?2, ?3 FROM instances WHERE id = ?1 AND ended = 0", id, DueOf(message), HistoryJson.Write(message));
    }

    /// <summary>False where an orchestration with this id is under way.</summary>
    private static bool TryBegin(HubTransaction inside, ExecutionStartedEvent start)
    {
        var instance = start.OrchestrationInstance;
        if (inside.Number("SELECT count(*) FROM instances WHERE id = ?1 AND ended = 0", instance.InstanceId) > 0)
            return false;

        inside.Execute("DELETE FROM instances WHERE id = ?1", instance.InstanceId);
        inside.Execute("DELETE FROM history WHERE instance = ?1", instance.InstanceId);
        inside.Execute(
            "INSERT INTO instances (id, execution, name, ended, state) VALUES (?1, ?2, ?3, 0, ?4)",
            instance.InstanceId, instance.ExecutionId, start.Name, HistoryJson.Write(Pending(start)));
        return true;
    }

    /// <summary>An orchestration that calls another one under an id that is in use hears of it, instead of waiting for ever.</summary>
    private static void Refuse(HubTransaction inside, ExecutionStartedEvent start)
    {
        if (start.ParentInstance is not { } parent)
            return;
        var refusal = new InstanceMismatchException(start.OrchestrationInstance.InstanceId);
        Send(inside, new TaskMessage
        {
            OrchestrationInstance = parent.OrchestrationInstance,
            Event = new SubOrchestrationInstanceFailedEvent(-1, parent.TaskScheduleId, refusal.Message, null, new FailureDetails(refusal)),
        });
    }

    private static OrchestrationState Pending(ExecutionStartedEvent start) => new()
    {
        OrchestrationInstance = start.OrchestrationInstance,
        ParentInstance = start.ParentInstance,
        Name = start.Name,
        Version = start.Version,
        Input = start.Input,
        Tags = start.Tags,
        OrchestrationStatus = OrchestrationStatus.Pending,
        CreatedTime = start.Timestamp,
        LastUpdatedTime = start.Timestamp,
        CompletedTime = DateTime.MaxValue,
        ScheduledStartTime = start.ScheduledStartTime,
    };
}
