using Microsoft.DurableTask;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>Reports a run's stage as its custom status, in the order that the table of transitions allows.</summary>
internal sealed class RunProgressReporter(TaskOrchestrationContext context)
{
    private RunProgress progress = new(RunStage.Started, 0, 0);

    public void Enter(RunStage stage, int total = 0) => Set(new RunProgress(RunTransitions.Move(progress.Stage, stage), 0, total));

    /// <summary>One more unit of the stage is done; the result passes through.</summary>
    public async Task<T> CountAsync<T>(Task<T> unit)
    {
        var result = await unit;
        Set(progress with { Done = progress.Done + 1 });
        return result;
    }

    private void Set(RunProgress next)
    {
        progress = next;
        context.SetCustomStatus(next);
    }
}
