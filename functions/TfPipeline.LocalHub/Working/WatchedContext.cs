using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Working;

/// <summary>The engine's context for one turn: it refuses a call from another thread, and remembers what it hands out.</summary>
internal sealed class WatchedContext(TaskOrchestrationContext inner, Turn turn) : TaskOrchestrationContext
{
    public override TaskName Name => Here.Name;

    public override string InstanceId => Here.InstanceId;

    public override string Version => Here.Version;

    public override IReadOnlyDictionary<string, object?> Properties => Here.Properties;

    public override ParentOrchestrationInstance? Parent => Here.Parent ?? (turn.Parent is { } parent
        ? new ParentOrchestrationInstance(parent.Name, parent.OrchestrationInstance.InstanceId)
        : null);

    public override DateTime CurrentUtcDateTime => Here.CurrentUtcDateTime;

    public override bool IsReplaying => Here.IsReplaying;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    private TaskOrchestrationContext Here
    {
        get
        {
            if (turn.IsRunningHere)
                return inner;
            turn.ForeignThread();
            throw new OrchestratorThreadException(turn.Orchestrator);
        }
    }

    public override T? GetInput<T>()
        where T : default
        => Here.GetInput<T>();

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        turn.HandOut(Here.CallActivityAsync<TResult>(name, input, options));

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        turn.HandOut(Here.CallSubOrchestratorAsync<TResult>(orchestratorName, input, options));

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => turn.HandOut(Here.CreateTimer(fireAt, cancellationToken));

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        turn.HandOut(Here.WaitForExternalEvent<T>(eventName, cancellationToken));

    public override void SendEvent(string instanceId, string eventName, object payload) => Here.SendEvent(instanceId, eventName, payload);

    public override void SetCustomStatus(object? customStatus) => Here.SetCustomStatus(customStatus);

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Here.ContinueAsNew(newInput, preserveUnprocessedEvents);

    public override void ContinueAsNew(ContinueAsNewOptions options) => Here.ContinueAsNew(options);

    public override Guid NewGuid() => Here.NewGuid();
}
