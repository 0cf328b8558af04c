using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TfPipeline.Functions.Settings;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Functions.Stages;

/// <summary>Starts a linkage run for a release named after the day.</summary>
public sealed class LinkRunStarter(
    RunPlanner planner, RoleKeys keys, IOptions<RunSettings> settings, TimeProvider time, ILogger<LinkRunStarter> logger)
{
    /// <summary>Starts the run unless it is under way or done.</summary>
    public async Task StartAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var release = time.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var version = (await keys.GetAsync(null, cancellationToken)).Version;
        var input = await planner.PlanAsync(
            release, null, version, settings.Value.DepartmentsAtOnce, settings.Value.PartitionsAtOnce, cancellationToken);
        var outcome = await OrchestrationStarter.OnceAsync(
            client, nameof(LinkRun), input, InstanceIds.Link(input.RunId), cancellationToken);
        logger.RunAskedFor(input.RunId, input.Release, outcome);
    }
}
