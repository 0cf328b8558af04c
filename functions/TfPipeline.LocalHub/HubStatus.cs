using DurableTask.Core;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub;

/// <summary>Where an orchestration stands.</summary>
/// <param name="State">What the engine says.</param>
/// <param name="Scheduled">Activities and orchestrations that it has asked for, attempts counted.</param>
/// <param name="Answered">Those of them that have ended.</param>
public sealed record InstanceStatus(OrchestrationState State, int Scheduled, int Answered);

/// <summary>Looks into a store without disturbing the processes that work on it.</summary>
public static class HubStatus
{
    /// <summary>All orchestrations that no other one called, in the order of their ids.</summary>
    /// <exception cref="HubException">The store cannot be read.</exception>
    public static IReadOnlyList<InstanceStatus> List(string folder)
    {
        using var file = HubFile.Look(folder);
        return file is null ? [] : file.Read(inside => inside
            .Rows(
                "SELECT id, state FROM instances ORDER BY id",
                row => (Id: row.GetString(0), State: HistoryJson.ReadState(row.GetString(1))))
            .Where(one => one.State.ParentInstance is null)
            .OrderBy(one => one.Id, StringComparer.Ordinal)
            .Select(one => new InstanceStatus(
                one.State,
                Count(inside, one.Id, EventType.TaskScheduled, EventType.SubOrchestrationInstanceCreated),
                Count(inside, one.Id, EventType.TaskCompleted, EventType.TaskFailed, EventType.SubOrchestrationInstanceCompleted, EventType.SubOrchestrationInstanceFailed)))
            .ToList());
    }

    private static int Count(HubTransaction inside, string id, params ReadOnlySpan<EventType> kinds)
    {
        var count = 0;
        foreach (var kind in kinds)
            count += (int)inside.Number("SELECT count(*) FROM history WHERE instance = ?1 AND kind = ?2", id, (int)kind);
        return count;
    }
}
