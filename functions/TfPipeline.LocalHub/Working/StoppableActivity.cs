using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;

namespace TfPipeline.LocalHub.Working;

/// <summary>
/// An activity that stops with the process. To the engine a cancelled activity has failed; one that was stopped has not, and is given
/// back for whoever works next.
/// </summary>
internal sealed class StoppableActivity(ITaskActivity inner, ActivityGate gate) : ITaskActivity
{
    public Type InputType => inner.InputType;

    public Type OutputType => inner.OutputType;

    public async Task<object?> RunAsync(TaskActivityContext context, object? input)
    {
        using var inside = gate.Enter();
        try
        {
            return await inner.RunAsync(context, input);
        }
        catch (OperationCanceledException stopped) when (gate.Stopping.IsCancellationRequested)
        {
            throw new SessionAbortedException("The process stops.", stopped);
        }
    }
}
