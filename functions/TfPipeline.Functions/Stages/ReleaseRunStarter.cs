using System.Text.Json;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Stages;

/// <summary>Starts the release run that a panel's marker asks for.</summary>
public sealed class ReleaseRunStarter(IPipelineStorage storage, ILogger<ReleaseRunStarter> logger)
{
    /// <summary>
    /// Starts the run unless it is under way or done. A marker that has gone meanwhile starts nothing, nor does one that cannot be read:
    /// another attempt would read the same.
    /// </summary>
    public async Task StartAsync(DurableTaskClient client, string markerName, CancellationToken cancellationToken)
    {
        RunMarker? marker;
        try
        {
            marker = await RunMarker.FindAsync(storage, markerName, cancellationToken);
        }
        catch (Exception fault) when (fault is RunNameException or JsonException)
        {
            logger.MarkerLetGo();
            return;
        }

        if (marker is null)
            return;

        var outcome = await OrchestrationStarter.OnceAsync(
            client,
            nameof(ReleaseRun),
            new ReleaseRunInput(marker.RunId, marker.Release),
            InstanceIds.Release(marker.RunId),
            cancellationToken);
        logger.RunAskedFor(marker.RunId, marker.Release, outcome);
    }
}
