using Microsoft.DurableTask;

namespace TfPipeline.LocalHub.Working;

/// <summary>Runs an orchestrator within its turn.</summary>
internal sealed class WatchedOrchestrator(ITaskOrchestrator inner) : ITaskOrchestrator
{
    public Type InputType => inner.InputType;

    public Type OutputType => inner.OutputType;

    public Task<object?> RunAsync(TaskOrchestrationContext context, object? input)
    {
        var turn = Turn.Current ?? throw new InvalidOperationException("An orchestrator runs within a turn.");
        return turn.Start(() => inner.RunAsync(new WatchedContext(context, turn), input));
    }
}
