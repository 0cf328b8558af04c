using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Purges the histories of finished orchestrations: they hold names and counts only, and still go.</summary>
[RunsIn(AppRole.Link, AppRole.Release)]
public sealed class PurgeTrigger(IOptions<HistorySettings> settings, TimeProvider time, ILogger<PurgeTrigger> logger)
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Runs on <c>PurgeSchedule</c>.</summary>
    [Function(nameof(PurgeHistory))]
    public async Task PurgeHistory(
        [TimerTrigger("%PurgeSchedule%")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-settings.Value.HistoryDays);
        var purged = await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(null, before, Finished), cancellationToken);
        logger.HistoryPurged(purged.PurgedInstanceCount);
    }
}
