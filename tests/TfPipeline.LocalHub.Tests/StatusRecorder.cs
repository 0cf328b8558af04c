using System.Collections.Concurrent;
using System.Reflection;
using DurableTask.Core;

namespace TfPipeline.LocalHub.Tests;

/// <summary>What the engine needs of a store.</summary>
public interface IRunStore : IOrchestrationService, IOrchestrationServiceClient;

/// <summary>A store that remembers how each turn of an orchestration left it.</summary>
public class StatusRecorder : DispatchProxy
{
    /// <summary>The store.</summary>
    public LocalOrchestrationService Inner { get; private set; } = null!;

    /// <summary>The states, in the order in which they were written.</summary>
    public ConcurrentQueue<OrchestrationState> States { get; } = new();

    /// <summary>Puts a recorder around a store.</summary>
    public static (IRunStore Store, StatusRecorder Recorder) Around(LocalOrchestrationService inner)
    {
        var store = Create<IRunStore, StatusRecorder>();
        var recorder = (StatusRecorder)(object)store;
        recorder.Inner = inner;
        return (store, recorder);
    }

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (string.Equals(targetMethod!.Name, nameof(IOrchestrationService.CompleteTaskOrchestrationWorkItemAsync), StringComparison.Ordinal) && args![^1] is OrchestrationState state)
            States.Enqueue(state);
        return targetMethod.Invoke(Inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }
}
