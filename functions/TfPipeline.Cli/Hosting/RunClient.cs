using DurableTask.Core;
using TfPipeline.LocalHub;

namespace TfPipeline.Cli.Hosting;

/// <summary>Starts orchestrations on a hub, watches them and reads their results. Who does the work does not matter.</summary>
/// <param name="hub">The hub.</param>
/// <param name="progress">Told where an orchestration stands.</param>
/// <param name="every">How often to look.</param>
internal sealed class RunClient(RunHub hub, Action<OrchestrationState> progress, TimeSpan every)
{
    /// <summary>For a store on this machine.</summary>
    public static TimeSpan Often => TimeSpan.FromMilliseconds(200);

    /// <summary>For a store that is asked over the network.</summary>
    public static TimeSpan Seldom => TimeSpan.FromSeconds(2);

    /// <summary>Runs an orchestration, goes on with it, or looks up what it gave.</summary>
    /// <param name="name">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="parts">Orchestrations that it calls and that are worth watching.</param>
    /// <param name="again">True for a result that is not the last word.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="RunFailedException">It failed for good.</exception>
    public async Task<T> RunAsync<T>(
        string name, object input, string instanceId, IReadOnlyList<string> parts, Func<T, bool> again, CancellationToken cancellationToken)
        where T : class
    {
        var before = Result<T>(await hub.FindAsync(instanceId));
        var running = hub.RunAsync(name, input, instanceId, before is not null && again(before), cancellationToken);
        while (await Task.WhenAny(running, Task.Delay(every, cancellationToken)) != running && !cancellationToken.IsCancellationRequested)
            await ShowAsync([.. parts, instanceId]);

        var ended = await running;
        await ShowAsync([.. parts, instanceId]);
        return Result<T>(ended) ?? throw new RunFailedException(FailureWords.Of(ended));
    }

    /// <summary>Starts an orchestration unless there has been one under this id, whatever became of it.</summary>
    public async Task BeginOnceAsync(string name, object input, string instanceId)
    {
        if (await hub.FindAsync(instanceId) is null)
            await hub.BeginAsync(name, MessageConverter.Instance.Serialize(input), instanceId, again: false);
    }

    private async Task ShowAsync(IReadOnlyList<string> instanceIds)
    {
        foreach (var id in instanceIds)
        {
            if (await hub.FindAsync(id) is { } state)
                progress(state);
        }
    }

    private static T? Result<T>(OrchestrationState? state)
        where T : class
        => state is { OrchestrationStatus: OrchestrationStatus.Completed, Output: { } output }
            ? (T?)MessageConverter.Instance.Deserialize(output, typeof(T))
            : null;
}

/// <summary>A run failed for good. The same command starts it afresh.</summary>
internal sealed class RunFailedException(string why) : Exception($"the run failed. {why.TrimEnd('.')}. The same command starts it afresh.");
