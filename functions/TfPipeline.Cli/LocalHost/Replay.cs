using Microsoft.DurableTask;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.LocalHost;

/// <summary>An orchestrator's code: takes its context, gives its result.</summary>
internal delegate Task<object?> OrchestratorCode(TaskOrchestrationContext context);

/// <summary>What a replay found.</summary>
internal abstract record ReplayResult(IReadOnlyCollection<ScheduledEvent> NewActions, string? Status);

/// <summary>The code waits for answers.</summary>
internal sealed record ReplayWaits(IReadOnlyCollection<ScheduledEvent> NewActions, string? Status) : ReplayResult(NewActions, Status);

/// <summary>The code has ended.</summary>
internal sealed record ReplayEnded(IReadOnlyCollection<ScheduledEvent> NewActions, string? Status, string? Result) : ReplayResult(NewActions, Status);

/// <summary>The code has thrown.</summary>
internal sealed record ReplayFailed(IReadOnlyCollection<ScheduledEvent> NewActions, string? Status, SafeFailure Failure) : ReplayResult(NewActions, Status);

/// <summary>The code starts over.</summary>
internal sealed record ReplayStartsOver(
    IReadOnlyCollection<ScheduledEvent> NewActions, string? Status, string? Input, IReadOnlyList<EventRaised> Carried) : ReplayResult(NewActions, Status);

/// <summary>Runs an orchestrator's code from its start against one execution's history.</summary>
internal sealed class Replay
{
    private readonly ExecutionStarted execution;
    private readonly OrchestratorCode code;
    private readonly OrchestratorLoop loop;
    private readonly ScheduledActions actions;
    private readonly OpenTasks open = new();
    private readonly EventInbox inbox = new();
    private readonly LocalOrchestrationContext context;
    private bool isForeign;
    private Task<string?>? outcome;

    private Replay(ExecutionStarted execution, string instanceId, OrchestratorCode code, Action onForeign)
    {
        this.execution = execution;
        this.code = code;
        loop = new OrchestratorLoop(() =>
        {
            Volatile.Write(ref isForeign, true);
            onForeign();
        });
        actions = new ScheduledActions(execution.Name);
        context = new LocalOrchestrationContext(execution, instanceId, loop, actions, open, inbox);
        foreach (var carried in execution.Carried ?? [])
            inbox.Raise(carried);
    }

    /// <param name="history">One execution: its start first, then what happened.</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="code">The orchestrator.</param>
    /// <param name="onForeign">Told when a foreign await shows itself later, from another thread.</param>
    /// <exception cref="NonDeterministicOrchestrationException">The code does not repeat its history.</exception>
    /// <exception cref="ForeignAwaitException">The code awaits something foreign.</exception>
    public static ReplayResult Run(IReadOnlyList<HistoryEvent> history, string instanceId, OrchestratorCode code, Action onForeign)
    {
        var replay = new Replay((ExecutionStarted)history[0], instanceId, code, onForeign);
        var lastEpisode = LastEpisode(history);
        for (var at = 1; at < history.Count; at++)
            replay.Take(history[at], isReplaying: at < lastEpisode);
        return replay.Result();
    }

    private static int LastEpisode(IReadOnlyList<HistoryEvent> history)
    {
        for (var at = history.Count - 1; at > 0; at--)
        {
            if (history[at] is EpisodeStarted)
                return at;
        }

        return 0;
    }

    private void Take(HistoryEvent happened, bool isReplaying)
    {
        switch (happened)
        {
            case EpisodeStarted episode:
                actions.RequireAllConfirmed();
                context.MoveTo(episode.At, isReplaying);
                if (outcome is null)
                    loop.Run(() => outcome = RunCodeAsync());
                break;
            case ScheduledEvent scheduled:
                actions.Confirm(scheduled);
                break;
            case AnswerEvent answer:
                loop.Run(() => open.Answer(answer));
                break;
            case EventRaised raised:
                loop.Run(() => inbox.Raise(raised));
                break;
            default:
                break;
        }
    }

    private ReplayResult Result()
    {
        if (Volatile.Read(ref isForeign))
            throw new ForeignAwaitException(execution.Name);

        var status = context.Status;
        if (outcome is not { IsCompleted: true })
        {
            return open.Count + inbox.OpenWaits > 0
                ? new ReplayWaits(actions.Unconfirmed, status)
                : throw new ForeignAwaitException(execution.Name);
        }

        if (outcome.IsFaulted)
            return new ReplayFailed(actions.Unconfirmed, status, SafeFailure.Of(outcome.Exception));
        if (outcome.IsCanceled)
            return new ReplayFailed(actions.Unconfirmed, status, new SafeFailure(typeof(TaskCanceledException).FullName!, "The orchestrator cancelled itself."));
        return context.Next is { } next
            ? new ReplayStartsOver(actions.Unconfirmed, status, next.Input, next.KeepEvents ? inbox.Kept : [])
            : new ReplayEnded(actions.Unconfirmed, status, outcome.Result);
    }

    /// <summary>The await ties the end of the code to the loop: code that ends on another thread is foreign too.</summary>
    private async Task<string?> RunCodeAsync() => Payload.Write(await code(context), "The output of " + execution.Name);
}
