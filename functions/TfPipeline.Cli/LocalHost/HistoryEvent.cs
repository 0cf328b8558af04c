using System.Text.Json.Serialization;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// A line of an orchestration's journal. Inputs, outputs and payloads are kept as the JSON text that made the round trip, so that a
/// replay sees what the first run saw.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ExecutionStarted), "execution-started")]
[JsonDerivedType(typeof(EpisodeStarted), "episode-started")]
[JsonDerivedType(typeof(ActivityScheduled), "activity-scheduled")]
[JsonDerivedType(typeof(SubOrchestrationScheduled), "sub-orchestration-scheduled")]
[JsonDerivedType(typeof(TimerScheduled), "timer-scheduled")]
[JsonDerivedType(typeof(EventSent), "event-sent")]
[JsonDerivedType(typeof(TaskCompleted), "task-completed")]
[JsonDerivedType(typeof(TaskFailed), "task-failed")]
[JsonDerivedType(typeof(TimerFired), "timer-fired")]
[JsonDerivedType(typeof(EventRaised), "event-raised")]
[JsonDerivedType(typeof(StatusChanged), "status-changed")]
[JsonDerivedType(typeof(ExecutionCompleted), "execution-completed")]
[JsonDerivedType(typeof(ExecutionFailed), "execution-failed")]
internal abstract record HistoryEvent;

/// <summary>A fresh execution: the first one, one after a failure, or one after ContinueAsNew. What came before no longer counts.</summary>
internal sealed record ExecutionStarted(
    string Name,
    string? Input,
    DateTime At,
    ParentLink? Parent = null,
    IReadOnlyList<EventRaised>? Carried = null) : HistoryEvent
{
    /// <summary>True where ContinueAsNew started this execution.</summary>
    public bool IsContinuation { get; init; }
}

/// <summary>Which call of which execution of which orchestration started this one.</summary>
internal sealed record ParentLink(string Name, string InstanceId, DateTime ExecutionStartedAt, int TaskId);

/// <summary>The orchestrator's clock moves to <paramref name="At"/>.</summary>
internal sealed record EpisodeStarted(DateTime At) : HistoryEvent;

/// <summary>Something the orchestrator asked for; the number is its place among all that it asked for.</summary>
internal abstract record ScheduledEvent(int Id) : HistoryEvent;

internal sealed record ActivityScheduled(int Id, string Name, string? Input) : ScheduledEvent(Id);

internal sealed record SubOrchestrationScheduled(int Id, string Name, string InstanceId, string? Input) : ScheduledEvent(Id);

internal sealed record TimerScheduled(int Id, DateTime FireAt) : ScheduledEvent(Id);

internal sealed record EventSent(int Id, string InstanceId, string Name, string? Payload) : ScheduledEvent(Id);

/// <summary>An answer to something scheduled.</summary>
internal abstract record AnswerEvent(int Id) : HistoryEvent;

internal sealed record TaskCompleted(int Id, string? Result) : AnswerEvent(Id);

internal sealed record TaskFailed(int Id, SafeFailure Failure) : AnswerEvent(Id);

internal sealed record TimerFired(int Id) : AnswerEvent(Id);

/// <summary>An event from outside; <paramref name="Source"/> tells a second delivery of the same one.</summary>
internal sealed record EventRaised(string Name, string? Payload, string? Source = null) : HistoryEvent;

internal sealed record StatusChanged(string? Status) : HistoryEvent;

internal sealed record ExecutionCompleted(string? Result, DateTime At) : HistoryEvent;

internal sealed record ExecutionFailed(SafeFailure Failure, DateTime At) : HistoryEvent;

