using System.Collections.Concurrent;

namespace TfPipeline.Cli.LocalHost;

/// <summary>What a local host needs from outside.</summary>
/// <param name="Functions">The app's orchestrators and activities.</param>
/// <param name="Activate">Makes the object on which an activity runs.</param>
/// <param name="Folder">Where the journals lie.</param>
/// <param name="Time">The clock and the timers.</param>
internal sealed record LocalHostSetup(FunctionCatalogue Functions, Func<Type, object> Activate, string Folder, TimeProvider Time)
{
    /// <summary>How many activities run at once.</summary>
    public int AtOnce { get; init; } = Environment.ProcessorCount;

    public CrashPoints Crash { get; init; } = CrashPoints.None;

    /// <summary>Told of each fault of an activity, before it is put into words without a value.</summary>
    public Action<string, Exception> Faulted { get; init; } = (_, _) => { };

    /// <summary>Told of each step of each orchestration.</summary>
    public Action<InstanceStatus> Progress { get; init; } = _ => { };
}

/// <summary>
/// Runs the app's orchestrators on this machine, from journals on disk: an orchestration that was interrupted goes on where its journal
/// ends. One process at a time works on an orchestration.
/// </summary>
internal sealed class LocalTaskHost : IDisposable
{
    private readonly LocalHostSetup setup;
    private readonly ActivityRunner activities;
    private readonly JournalFolder journals;
    private readonly ConcurrentDictionary<string, InstanceRunner> active = new(StringComparer.Ordinal);

    public LocalTaskHost(LocalHostSetup setup)
    {
        this.setup = setup;
        activities = new ActivityRunner(setup);
        journals = new JournalFolder(setup.Folder);
    }

    /// <summary>
    /// Starts an orchestration, or goes on with it, and returns when it has ended. One that has completed is not run again unless
    /// <paramref name="again"/>; one that has failed is started afresh.
    /// </summary>
    /// <exception cref="InstanceMismatchException">An orchestration with this id does something else.</exception>
    /// <exception cref="JournalInUseException">Another process works on it.</exception>
    public Task<InstanceStatus> RunAsync(
        string name, object? input, string instanceId, bool again = false, CancellationToken cancellationToken = default)
    {
        var start = new ExecutionStarted(name, Payload.Write(input, "The input of " + name), Now());
        return RunAsync(instanceId, journal => Begin(journal, instanceId, start, again), cancellationToken);
    }

    /// <summary>Runs an orchestration on behalf of another one; the same call of the same execution never runs twice.</summary>
    public Task<InstanceStatus> RunChildAsync(SubOrchestrationScheduled call, ParentLink parent, CancellationToken cancellationToken)
    {
        var start = new ExecutionStarted(call.Name, call.Input, Now(), parent);
        return RunAsync(call.InstanceId, journal => BeginChild(journal, call.InstanceId, start), cancellationToken);
    }

    /// <summary>
    /// Gives an event to an orchestration and returns when it is journaled. One that has ended, or that does not exist, loses it silently,
    /// as in a task hub.
    /// </summary>
    public async Task RaiseEventAsync(string instanceId, string eventName, object? payload = null, string? source = null)
    {
        var raised = new EventRaised(eventName, payload as string ?? Payload.Write(payload, "The payload of event " + eventName), source);
        if (active.TryGetValue(instanceId, out var runner) && await runner.TryDeliverAsync(raised))
            return;
        if (journals.Find(instanceId) is not { State: InstanceState.Running })
            return;

        using var journal = Journal.Open(journals.PathOf(instanceId));
        if (!History.HasSource(journal.Events, source))
            journal.Append(new EpisodeStarted(Now()), raised);
    }

    public void Dispose() => activities.Dispose();

    private async Task<InstanceStatus> RunAsync(string instanceId, Action<Journal> begin, CancellationToken cancellationToken)
    {
        using var journal = Journal.Open(journals.PathOf(instanceId));
        begin(journal);
        using var runner = new InstanceRunner(instanceId, journal, setup, activities, this);
        active[instanceId] = runner;
        try
        {
            return await runner.RunAsync(cancellationToken);
        }
        finally
        {
            active.TryRemove(instanceId, out _);
        }
    }

    private static void Begin(Journal journal, string instanceId, ExecutionStarted start, bool again)
    {
        if (journal.Events.Count == 0)
        {
            journal.Append(start);
            return;
        }

        var known = History.FirstStart(journal.Events);
        var state = InstanceStatus.Of(instanceId, journal.Events).State;
        var isSame = string.Equals(known.Name, start.Name, StringComparison.OrdinalIgnoreCase)
            && string.Equals(known.Input, start.Input, StringComparison.Ordinal);
        if (!isSame && state != InstanceState.Failed)
            throw new InstanceMismatchException(instanceId);
        if (state == InstanceState.Failed || (again && state == InstanceState.Completed))
            journal.Append(start);
    }

    private static void BeginChild(Journal journal, string instanceId, ExecutionStarted start)
    {
        if (journal.Events.Count > 0)
        {
            if (History.FirstStart(journal.Events).Parent == start.Parent)
                return;
            if (InstanceStatus.Of(instanceId, journal.Events).State == InstanceState.Running)
                throw new InstanceMismatchException(instanceId);
        }

        journal.Append(start);
    }

    private DateTime Now() => setup.Time.GetUtcNow().UtcDateTime;
}
