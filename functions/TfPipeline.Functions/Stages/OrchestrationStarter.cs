using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TfPipeline.Runs;

namespace TfPipeline.Functions.Stages;

/// <summary>Starts an orchestration at most once, although several events may ask for it.</summary>
internal static class OrchestrationStarter
{
    /// <summary>What was done, in a word for the log.</summary>
    public static async Task<string> OnceAsync(
        DurableTaskClient client, string orchestrator, object input, string instanceId, CancellationToken cancellationToken)
    {
        // With its inputs and outputs, because the custom status comes with them only.
        var known = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken);
        if (known is not null && !MayStartAgain(known))
            return "known";

        await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId), cancellationToken);
        return "started";
    }

    // A refused run did nothing. One that was started by hand with a wrong body must not keep the right one from starting.
    private static bool MayStartAgain(OrchestrationMetadata known) => known.RuntimeStatus switch
    {
        OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated => true,
        OrchestrationRuntimeStatus.Completed => known.SerializedCustomStatus is not null && known.ReadCustomStatusAs<RunProgress>() is { Stage: RunStage.Refused },
        _ => false,
    };
}
