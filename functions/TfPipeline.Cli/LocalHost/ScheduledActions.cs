namespace TfPipeline.Cli.LocalHost;

/// <summary>What the orchestrator asked for in this replay and the journal has not confirmed yet.</summary>
internal sealed class ScheduledActions(string orchestrator)
{
    private readonly Queue<ScheduledEvent> unconfirmed = new();
    private int nextId;

    /// <summary>In the order in which they were asked for.</summary>
    public IReadOnlyCollection<ScheduledEvent> Unconfirmed => unconfirmed;

    public int NextId() => nextId++;

    public void Add(ScheduledEvent action) => unconfirmed.Enqueue(action);

    /// <exception cref="NonDeterministicOrchestrationException">The orchestrator asked for something else this time, or for nothing.</exception>
    public void Confirm(ScheduledEvent journaled)
    {
        if (!unconfirmed.TryDequeue(out var asked))
            throw new NonDeterministicOrchestrationException(orchestrator, $"it no longer asks for {Describe(journaled)}");
        if (asked != journaled)
            throw new NonDeterministicOrchestrationException(orchestrator, $"it asks for {Describe(asked)} where the journal has {Describe(journaled)}");
    }

    /// <exception cref="NonDeterministicOrchestrationException">The orchestrator asked for more than it did at this point before.</exception>
    public void RequireAllConfirmed()
    {
        if (unconfirmed.TryPeek(out var extra))
            throw new NonDeterministicOrchestrationException(orchestrator, $"it asks for {Describe(extra)}, which the journal does not have there");
    }

    private static string Describe(ScheduledEvent action) => action switch
    {
        ActivityScheduled activity => $"activity {activity.Name} (task {activity.Id}, input of {activity.Input?.Length ?? 0} characters)",
        SubOrchestrationScheduled sub => $"orchestrator {sub.Name} (task {sub.Id}, input of {sub.Input?.Length ?? 0} characters)",
        TimerScheduled timer => $"a timer (task {timer.Id})",
        EventSent sent => $"event {sent.Name} (task {sent.Id})",
        _ => $"task {action.Id}",
    };
}
