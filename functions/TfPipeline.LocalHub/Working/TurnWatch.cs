using System.Collections.Concurrent;
using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.History;
using DurableTask.Core.Middleware;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Working;

/// <summary>Fails an orchestration whose turn awaits something that is not of its context, with a sentence that names the orchestrator.</summary>
internal sealed class TurnWatch(IOrchestrationServiceClient client)
{
    private readonly ConcurrentDictionary<string, bool> foreignExecutions = new(StringComparer.Ordinal);

    public async Task RunAsync(DispatchMiddlewareContext dispatch, Func<Task> next)
    {
        var turn = new Turn(dispatch.GetProperty<OrchestrationRuntimeState>(), Later);
        await turn.RunAsync(next);
        if (turn.IsForeign || foreignExecutions.ContainsKey(turn.Instance.ExecutionId))
            dispatch.SetProperty(Failed(turn.Orchestrator, dispatch.GetProperty<OrchestratorExecutionResult>()));
    }

    private static OrchestratorExecutionResult Failed(string orchestrator, OrchestratorExecutionResult ran)
    {
        var fault = new ForeignAwaitException(orchestrator);
        return new OrchestratorExecutionResult
        {
            CustomStatus = ran.CustomStatus,
            Actions =
            [
                new OrchestrationCompleteOrchestratorAction
                {
                    Id = int.MaxValue,
                    OrchestrationStatus = OrchestrationStatus.Failed,
                    Result = fault.Message,
                    FailureDetails = new FailureDetails(fault.GetType().FullName!, fault.Message, null, null, isNonRetriable: true),
                },
            ],
        };
    }

    /// <summary>The turn was written as one that waits: another one, in which nothing has happened, is where the orchestration fails.</summary>
    private void Later(Turn turn)
    {
        if (foreignExecutions.TryAdd(turn.Instance.ExecutionId, true))
            _ = WakeAsync(turn.Instance);
    }

    // The yield puts a fault into the task, where nobody looks at it: where the store is closed, the next process to take a turn finds the same.
    private async Task WakeAsync(OrchestrationInstance instance)
    {
        await Task.Yield();
        await client.SendTaskOrchestrationMessageAsync(new TaskMessage { OrchestrationInstance = instance, Event = new GenericEvent(-1, null) });
    }
}
