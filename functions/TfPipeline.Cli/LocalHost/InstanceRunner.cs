using System.Threading.Channels;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// Drives one orchestration: replay, journal what the code asked for, start it, wait for an answer, journal the answer, replay again.
/// Nothing is started before its line is on the disk.
/// </summary>
internal sealed class InstanceRunner(string instanceId, Journal journal, LocalHostSetup setup, ActivityRunner activities, LocalTaskHost host)
    : IDisposable
{
    private readonly List<Task> background = [];
    private readonly HashSet<int> started = [];
    private readonly Channel<Arrival> arrivals = Channel.CreateUnbounded<Arrival>();
    private int execution;

    /// <summary>
    /// Something that happened outside the orchestrator's code: in answer to which execution (null for an event to whichever runs), and
    /// who waits for it to be on the disk.
    /// </summary>
    private sealed record Arrival(HistoryEvent Happened, int? Execution, TaskCompletionSource? Journaled = null);

    public async Task<InstanceStatus> RunAsync(CancellationToken cancellationToken)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await DriveAsync(work.Token);
        }
        finally
        {
            // What nobody waits for any more ends before the journal closes.
            await work.CancelAsync();
            await Task.WhenAll(background);
        }
    }

    /// <summary>False where the orchestration has ended in the meantime.</summary>
    public async Task<bool> TryDeliverAsync(EventRaised raised)
    {
        var journaled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!arrivals.Writer.TryWrite(new Arrival(raised, null, journaled)))
            return false;

        await journaled.Task;
        return true;
    }

    public void Dispose()
    {
        arrivals.Writer.TryComplete();
        while (arrivals.Reader.TryRead(out var late))
            late.Journaled?.TrySetResult();
    }

    private async Task<InstanceStatus> DriveAsync(CancellationToken cancellationToken)
    {
        var code = setup.Functions.Orchestrator(History.FirstStart(journal.Events).Name);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var history = History.LastExecution(journal.Events);
            if (history[^1] is ExecutionCompleted or ExecutionFailed)
                return Report();
            if (history.Count == 1)
            {
                journal.Append(new EpisodeStarted(Now()));
                continue;
            }

            var result = Replay.Run(history, instanceId, code, () => arrivals.Writer.TryComplete(new ForeignAwaitException(NameOf(history))));
            Record(result, history);
            Report();
            if (result is not ReplayWaits)
                continue;

            StartOpen(cancellationToken);
            await TakeArrivalsAsync(cancellationToken);
        }
    }

    private void Record(ReplayResult result, IReadOnlyList<HistoryEvent> history)
    {
        var lines = new List<HistoryEvent>(result.NewActions);
        if (!string.Equals(result.Status, history.OfType<StatusChanged>().LastOrDefault()?.Status, StringComparison.Ordinal))
            lines.Add(new StatusChanged(result.Status));
        if (result is ReplayEnded ended)
            lines.Add(new ExecutionCompleted(ended.Result, Now()));
        else if (result is ReplayFailed failed)
            lines.Add(new ExecutionFailed(failed.Failure, Now()));
        else if (result is ReplayStartsOver over)
            lines.Add(StartOver(over, history));
        if (lines.Count > 0)
            journal.Append(lines.ToArray());
    }

    private ExecutionStarted StartOver(ReplayStartsOver over, IReadOnlyList<HistoryEvent> history)
    {
        // Answers to what the earlier execution left open are no longer of interest.
        execution++;
        started.Clear();
        var first = (ExecutionStarted)history[0];
        return new ExecutionStarted(first.Name, over.Input, Now(), first.Parent, over.Carried) { IsContinuation = true };
    }

    private void StartOpen(CancellationToken cancellationToken)
    {
        var history = History.LastExecution(journal.Events);
        var answered = history.OfType<AnswerEvent>().Select(answer => answer.Id).ToHashSet();
        var parent = new ParentLink(NameOf(history), instanceId, ((ExecutionStarted)history[0]).At, 0);
        var asking = execution;
        foreach (var open in history.OfType<ScheduledEvent>().Where(open => !answered.Contains(open.Id) && started.Add(open.Id)))
            background.Add(Task.Run(() => PerformAsync(open, parent with { TaskId = open.Id }, asking, cancellationToken), CancellationToken.None));
    }

    private async Task PerformAsync(ScheduledEvent open, ParentLink parent, int asking, CancellationToken cancellationToken)
    {
        try
        {
            HistoryEvent? answer = open switch
            {
                ActivityScheduled activity => await activities.RunAsync(activity, cancellationToken),
                SubOrchestrationScheduled call => Answer(call.Id, await host.RunChildAsync(call, parent, cancellationToken)),
                TimerScheduled timer => await FireAsync(timer, cancellationToken),
                EventSent sent => await SendAsync(sent, parent),
                _ => null,
            };
            if (answer is not null)
                arrivals.Writer.TryWrite(new Arrival(answer, asking));
        }
#pragma warning disable CA1031 // Whatever stops the work stops the loop that waits for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            arrivals.Writer.TryComplete(fault);
        }
    }

    private static AnswerEvent Answer(int id, InstanceStatus child) =>
        child.Failure is { } failure ? new TaskFailed(id, failure) : new TaskCompleted(id, child.Result);

    private async Task<TimerFired> FireAsync(TimerScheduled timer, CancellationToken cancellationToken)
    {
        for (var left = timer.FireAt - Now(); left > TimeSpan.Zero; left = timer.FireAt - Now())
            await Task.Delay(left < LongestDelay ? left : LongestDelay, setup.Time, cancellationToken);
        return new TimerFired(timer.Id);
    }

    private async Task<HistoryEvent?> SendAsync(EventSent sent, ParentLink sender)
    {
        await host.RaiseEventAsync(sent.InstanceId, sent.Name, sent.Payload, $"{sender.InstanceId}#{sender.ExecutionStartedAt:O}#{sent.Id}");
        return null;
    }

    private async Task TakeArrivalsAsync(CancellationToken cancellationToken)
    {
        await arrivals.Reader.WaitToReadAsync(cancellationToken);
        var taken = new List<Arrival>();
        while (arrivals.Reader.TryRead(out var one))
            taken.Add(one);

        var fresh = taken.Where(IsFresh).ToList();
        if (fresh.Count > 0)
            journal.Append([new EpisodeStarted(Now()), .. fresh.Select(one => one.Happened)]);
        foreach (var one in taken)
            one.Journaled?.TrySetResult();
        foreach (var _ in fresh.Where(one => one.Happened is TaskCompleted or TaskFailed))
            setup.Crash.Pass();
    }

    private bool IsFresh(Arrival arrival) => arrival.Happened is EventRaised raised
        ? !History.HasSource(journal.Events, raised.Source)
        : arrival.Execution == execution;

    private InstanceStatus Report()
    {
        var status = InstanceStatus.Of(instanceId, journal.Events);
        setup.Progress(status);
        return status;
    }

    private static string NameOf(IReadOnlyList<HistoryEvent> history) => ((ExecutionStarted)history[0]).Name;

    private DateTime Now() => setup.Time.GetUtcNow().UtcDateTime;

    private static TimeSpan LongestDelay => TimeSpan.FromDays(1);
}
