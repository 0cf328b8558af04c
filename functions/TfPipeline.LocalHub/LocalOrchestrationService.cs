using DurableTask.Core;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub;

/// <summary>
/// Durable Task's store on one machine: one SQLite file in a folder. Each completed work item is one transaction, so a process that is
/// killed has done an item or has not. Any number of processes may share the folder.
/// </summary>
public sealed partial class LocalOrchestrationService : IOrchestrationService, IOrchestrationServiceClient, IDisposable
{
    private readonly HubFile file;
    private readonly HubOwner owner;
    private readonly HubOptions options;
    private readonly Pulse pulse = new();
    private readonly TaskCompletionSource<bool> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<string>? known;

    /// <summary>Opens the store in a folder, and makes it where there is none.</summary>
    /// <exception cref="HubException">The folder cannot be used; the message says why.</exception>
    public LocalOrchestrationService(string folder, HubOptions? options = null)
    {
        this.options = options ?? new HubOptions();
        file = HubFile.Open(folder);
        try
        {
            owner = HubOwner.Join(file, folder, this.options);
            owner.BuryTheDead();
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Ends with the fault that makes the store unusable; never ends otherwise.</summary>
    public Task Fault => fault.Task;

    /// <inheritdoc />
    public int TaskOrchestrationDispatcherCount => 1;

    /// <inheritdoc />
    public int MaxConcurrentTaskOrchestrationWorkItems => options.AtOnce;

    /// <inheritdoc />
    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => BehaviorOnContinueAsNew.Carryover;

    /// <inheritdoc />
    public int TaskActivityDispatcherCount => 1;

    /// <inheritdoc />
    public int MaxConcurrentTaskActivityWorkItems => options.AtOnce;

    /// <summary>Takes only work on these functions; that on others is left to processes that know them.</summary>
    public void Serve(IEnumerable<string> functions) => known = new HashSet<string>(functions, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc />
    public Task StartAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync() => StopAsync(isForced: false);

    /// <inheritdoc />
    public Task StopAsync(bool isForced) => Task.CompletedTask;

    /// <inheritdoc />
    public Task CreateAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task CreateAsync(bool recreateInstanceStore) => Task.CompletedTask;

    /// <inheritdoc />
    public Task CreateIfNotExistsAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public Task DeleteAsync() => DeleteAsync(deleteInstanceStore: true);

    /// <inheritdoc />
    public Task DeleteAsync(bool deleteInstanceStore) => throw new NotSupportedException("The store of this machine's runs is a file; delete the file.");

    /// <inheritdoc />
    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) => false;

    /// <inheritdoc />
    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => 1;

    /// <inheritdoc />
    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => exception is OperationCanceledException ? 0 : 1;

    /// <summary>Leaves the store; what this process has not completed is free for others at once.</summary>
    public void Dispose()
    {
        owner.Dispose();
        file.Dispose();
    }

    /// <summary>Looks again and again for something to do, and whenever something was left for anybody.</summary>
    private async Task<T?> WaitForAsync<T>(Func<T?> look, TimeSpan timeout, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (!limit.IsCancellationRequested)
        {
            var next = pulse.Next;
            if (Watched(look) is { } found)
                return found;
            if (Watched(owner.BuryTheDead))
                continue;
            await SomethingAsync(next, limit.Token);
        }

        return null;
    }

    /// <summary>Waits for a beat of this process, for the next timer, or for the time to look at what other processes left.</summary>
    private async Task SomethingAsync(Task beat, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = new List<Task> { beat, Task.Delay(options.Poll, done.Token) };
        var now = Now();
        if (Watched(() => file.Read(inside => inside.Rows("SELECT min(due) FROM inbox WHERE due > ?1", row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), now)[0])) is { } due)
            waits.Add(Task.Delay(TimeSpan.FromMilliseconds(Math.Min(due - now, int.MaxValue)), options.Time, done.Token));
        await Task.WhenAny(waits);
        await done.CancelAsync();
    }

    /// <summary>The engine tries again after any fault of its store; a person has to hear of one that stays.</summary>
    private T Watched<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (HubException broken)
        {
            fault.TrySetException(broken);
            throw;
        }
    }

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private static long Ticks(DateTime utc) => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    private static bool IsEnded(OrchestrationStatus status) => status
        is OrchestrationStatus.Completed or OrchestrationStatus.Failed or OrchestrationStatus.Terminated or OrchestrationStatus.Canceled;

    private static long DueOf(TaskMessage message) => message.Event switch
    {
        TimerFiredEvent timer => Ticks(timer.FireAt),
        ExecutionStartedEvent { ScheduledStartTime: { } start } => Ticks(start),
        _ => 0,
    };
}
