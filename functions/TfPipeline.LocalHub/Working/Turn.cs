using DurableTask.Core;

namespace TfPipeline.LocalHub.Working;

/// <summary>
/// One turn of an orchestrator: its code runs on one thread until it waits for something of its context. The engine does not notice an
/// await on anything else: it waits for ever, or lets the code go on beside it on a foreign thread. A turn notices.
/// </summary>
/// <param name="state">What the engine knows of the orchestration.</param>
/// <param name="later">Told where a foreign thread comes back when the turn is over.</param>
internal sealed class Turn(OrchestrationRuntimeState state, Action<Turn> later)
{
    [ThreadStatic]
    private static Turn? running;

    private readonly List<Task> handedOut = [];
    private Task? code;
    private volatile bool foreignThread;
    private volatile bool isOver;

    /// <summary>The turn of this thread.</summary>
    public static Turn? Current => running;

    public string Orchestrator => state.Name;

    public OrchestrationInstance Instance => state.OrchestrationInstance!;

    public ParentInstance? Parent => state.ParentInstance;

    /// <summary>True on the orchestrator's own thread, while its code runs.</summary>
    public bool IsRunningHere => ReferenceEquals(running, this);

    /// <summary>True where a foreign thread came back, or where nothing that the code may wait for can ever come.</summary>
    public bool IsForeign => foreignThread || (code is { IsCompleted: false } && handedOut.TrueForAll(task => task.IsCompleted));

    /// <summary>Runs the engine's part, which runs the code on this thread.</summary>
    public Task RunAsync(Func<Task> next)
    {
        running = this;
        try
        {
            return next();
        }
        finally
        {
            running = null;
            isOver = true;
        }
    }

    /// <summary>Starts the code, so that whatever it awaits comes back to this turn.</summary>
    public Task<T> Start<T>(Func<Task<T>> start)
    {
        var engine = SynchronizationContext.Current!;
        SynchronizationContext.SetSynchronizationContext(new TurnContext(this, engine));
        try
        {
            var started = EndHereAsync(start);
            code = started;
            return started;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(engine);
        }
    }

    /// <summary>Remembers a task of the context, which the code may wait for.</summary>
    public T HandOut<T>(T task)
        where T : Task
    {
        handedOut.Add(task);
        return task;
    }

    /// <summary>A foreign thread wants to go on with the code.</summary>
    public void ForeignThread()
    {
        foreignThread = true;
        if (isOver)
            later(this);
    }

    /// <summary>The await ties the end of the code to the turn: code that ends on another thread is foreign too.</summary>
    private static async Task<T> EndHereAsync<T>(Func<Task<T>> start) => await start();
}
