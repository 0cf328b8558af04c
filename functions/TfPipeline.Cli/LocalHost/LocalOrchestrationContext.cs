using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// What one replay of an orchestrator sees. Every member refuses a call from another thread than the orchestrator's own, and every
/// value makes the JSON round trip.
/// </summary>
internal sealed class LocalOrchestrationContext(
    ExecutionStarted execution,
    string instanceId,
    OrchestratorLoop loop,
    ScheduledActions actions,
    OpenTasks open,
    EventInbox inbox) : TaskOrchestrationContext
{
    private DateTime now = execution.At;
    private bool isReplaying = true;
    private string? status;
    private ContinueRequest? next;
    private int guids;

    public override TaskName Name => Here(() => new TaskName(execution.Name));

    public override string InstanceId => Here(() => instanceId);

    public override ParentOrchestrationInstance? Parent => Here(() =>
        execution.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null);

    public override DateTime CurrentUtcDateTime => Here(() => now);

    public override bool IsReplaying => Here(() => isReplaying);

    /// <summary>The custom status as JSON, as the code set it last.</summary>
    public string? Status => status;

    /// <summary>Set once the code has asked to start over.</summary>
    public ContinueRequest? Next => next;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    /// <summary>Moves the orchestrator's clock; called between pieces of its code.</summary>
    public void MoveTo(DateTime utc, bool replaying)
    {
        now = utc;
        isReplaying = replaying;
    }

    public override T? GetInput<T>()
        where T : default
        => Here(() => Payload.Read<T>(execution.Input));

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var json = Here(() => Payload.Write(input, "The input of " + name.Name));
        return RetryLoop.RunAsync(this, options, () => Schedule<TResult>(name.Name, id => new ActivityScheduled(id, name.Name, json)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        var json = Here(() => Payload.Write(input, "The input of " + orchestratorName.Name));
        var chosen = (options as SubOrchestrationOptions)?.InstanceId;
        return RetryLoop.RunAsync(this, options, () => Schedule<TResult>(orchestratorName.Name, id =>
            new SubOrchestrationScheduled(id, orchestratorName.Name, chosen ?? string.Create(CultureInfo.InvariantCulture, $"{instanceId}.{id:x4}"), json)));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Here(() =>
    {
        var id = actions.NextId();
        actions.Add(new TimerScheduled(id, fireAt.ToUniversalTime()));
        return open.AddTimer(id, cancellationToken);
    });

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        Here(() => inbox.Wait<T>(eventName, cancellationToken));

    public override void SendEvent(string instanceId, string eventName, object payload) => Here(() =>
    {
        actions.Add(new EventSent(actions.NextId(), instanceId, eventName, Payload.Write(payload, "The payload of event " + eventName)));
        return true;
    });

    public override void SetCustomStatus(object? customStatus) => Here(() => status = Payload.WriteStatus(customStatus));

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Here(() => next = new ContinueRequest(Payload.Write(newInput, "The input of " + execution.Name), preserveUnprocessedEvents));

    /// <summary>A name-based GUID (RFC 9562, version 8 over SHA-256): the same one at the same point of each replay.</summary>
    public override Guid NewGuid() => Here(() =>
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}|{now:O}|{guids++}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    });

    private Task<TResult> Schedule<TResult>(string name, Func<int, ScheduledEvent> action) => Here(() =>
    {
        var id = actions.NextId();
        actions.Add(action(id));
        return open.Add<TResult>(id, name);
    });

    private T Here<T>(Func<T> body) => loop.IsRunningHere ? body() : throw new OrchestratorThreadException();
}

/// <summary>How an orchestrator wants to start over.</summary>
internal sealed record ContinueRequest(string? Input, bool KeepEvents);
