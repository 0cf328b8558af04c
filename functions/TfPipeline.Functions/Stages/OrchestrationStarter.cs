using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TfPipeline.Functions.Stages;

/// <summary>Starts an orchestration at most once, although several events may ask for it.</summary>
internal static class OrchestrationStarter
{
    /// <summary>What was done, in a word for the log.</summary>
    public static async Task<string> OnceAsync(
        DurableTaskClient client, string orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        var known = await client.GetInstanceAsync(instanceId, cancellationToken);
        if (known is not null && known.RuntimeStatus is not (OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated))
            return "known";

        await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellationToken);
        return "started";
    }
}
