using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.LocalHost;

/// <summary>Where an orchestration stands.</summary>
internal enum InstanceState
{
    /// <summary>Started and not ended; the same command goes on with it.</summary>
    Running,

    /// <summary>Ended with a result.</summary>
    Completed,

    /// <summary>Ended with a fault; the same command starts it afresh.</summary>
    Failed,
}

/// <summary>What a journal says of its orchestration.</summary>
internal sealed record InstanceStatus(
    string InstanceId,
    string Name,
    InstanceState State,
    DateTime StartedAt,
    DateTime LastAt,
    string? CustomStatus,
    string? Result,
    SafeFailure? Failure,
    int TasksScheduled,
    int TasksAnswered,
    ParentLink? Parent)
{
    /// <summary>Reads the last execution; ContinueAsNew does not reset the start, only a new start after an end does.</summary>
    public static InstanceStatus Of(string instanceId, IReadOnlyList<HistoryEvent> events)
    {
        var execution = History.LastExecution(events);
        var start = (ExecutionStarted)execution[0];
        var end = execution[^1];
        return new InstanceStatus(
            instanceId,
            start.Name,
            end switch { ExecutionCompleted => InstanceState.Completed, ExecutionFailed => InstanceState.Failed, _ => InstanceState.Running },
            History.FirstStart(events).At,
            execution.Select(TimeOf).Max(),
            execution.OfType<StatusChanged>().LastOrDefault()?.Status,
            (end as ExecutionCompleted)?.Result,
            (end as ExecutionFailed)?.Failure,
            execution.Count(one => one is ActivityScheduled or SubOrchestrationScheduled),
            execution.Count(one => one is TaskCompleted or TaskFailed),
            start.Parent);
    }

    private static DateTime TimeOf(HistoryEvent happened) => happened switch
    {
        ExecutionStarted start => start.At,
        EpisodeStarted episode => episode.At,
        ExecutionCompleted completed => completed.At,
        ExecutionFailed failed => failed.At,
        _ => DateTime.MinValue,
    };
}

/// <summary>Cuts a journal into executions.</summary>
internal static class History
{
    /// <summary>The events from the last start on.</summary>
    public static IReadOnlyList<HistoryEvent> LastExecution(IReadOnlyList<HistoryEvent> events)
    {
        var from = events.Count - 1;
        while (events[from] is not ExecutionStarted)
            from--;
        return events.Skip(from).ToList();
    }

    /// <summary>The start of the last execution and all that it continues.</summary>
    public static ExecutionStarted FirstStart(IReadOnlyList<HistoryEvent> events) =>
        events.OfType<ExecutionStarted>().Last(start => !start.IsContinuation);

    /// <summary>True where an event from this source has been journaled.</summary>
    public static bool HasSource(IReadOnlyList<HistoryEvent> events, string? source) =>
        source is not null && events.OfType<EventRaised>().Any(raised => string.Equals(raised.Source, source, StringComparison.Ordinal));
}
