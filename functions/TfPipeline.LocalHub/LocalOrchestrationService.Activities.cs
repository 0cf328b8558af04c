using System.Globalization;
using DurableTask.Core;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub;

/// <content>Activities.</content>
public sealed partial class LocalOrchestrationService
{
    /// <inheritdoc />
    public async Task<TaskActivityWorkItem?> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        await WaitForAsync(TryLockActivity, receiveTimeout, cancellationToken);

    /// <summary>The heartbeat renews for all items of this process.</summary>
    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) => Task.FromResult(workItem);

    /// <summary>Hands the answer over. One whose token is no longer the newest is discarded: another process does that work, or has done it.</summary>
    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        var item = (LocalActivityItem)workItem;
        Watched(() => file.Write(inside =>
        {
            if (inside.Execute("DELETE FROM activities WHERE id = ?1 AND token = ?2", item.Row, item.Token) == 1)
                Send(inside, responseMessage);
            return true;
        }));
        pulse.Beat();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem)
    {
        var item = (LocalActivityItem)workItem;
        Watched(() => file.Write(inside => inside.Execute("UPDATE activities SET owner = NULL, token = NULL WHERE id = ?1 AND token = ?2", item.Row, item.Token)));
        pulse.Beat();
        return Task.CompletedTask;
    }

    private LocalActivityItem? TryLockActivity()
    {
        return file.Read(FindWaiting) is null ? null : file.Write(inside =>
        {
            if (FindWaiting(inside) is not { } row)
                return null;

            var token = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
            inside.Execute("UPDATE activities SET owner = ?1, token = ?2 WHERE id = ?3", owner.Id, token, row);
            return new LocalActivityItem
            {
                Id = row.ToString(CultureInfo.InvariantCulture),
                LockedUntilUtc = DateTime.MaxValue,
                TaskMessage = HistoryJson.ReadMessage(inside.Text("SELECT message FROM activities WHERE id = ?1", row)!),
                Row = row,
                Token = token,
            };
        });
    }

    private long? FindWaiting(HubTransaction inside) => inside
        .Rows("SELECT id, name FROM activities WHERE owner IS NULL ORDER BY id", row => (Id: (long?)row.GetInt64(0), Name: row.GetString(1)))
        .FirstOrDefault(one => known?.Contains(one.Name) != false).Id;

    private static void AddActivity(HubTransaction inside, TaskMessage message) => inside.Execute(
        "INSERT INTO activities (instance, execution, name, message) VALUES (?1, ?2, ?3, ?4)",
        message.OrchestrationInstance.InstanceId, message.OrchestrationInstance.ExecutionId, ((TaskScheduledEvent)message.Event).Name, HistoryJson.Write(message));
}
