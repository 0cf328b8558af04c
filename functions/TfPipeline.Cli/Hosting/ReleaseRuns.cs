using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>Runs releases, in the release role.</summary>
internal sealed class ReleaseRuns(IServiceProvider services, RunClient client)
{
    private IPipelineStorage Storage => services.GetRequiredService<IPipelineStorage>();

    /// <summary>Runs, goes on with, or looks up the release of a linkage run; one that was refused is tried again.</summary>
    /// <exception cref="RunFailedException">The linkage has not ended, or an activity failed for good.</exception>
    public async Task<ReleaseRunOutcome> RunAsync(string runId, CancellationToken cancellationToken)
    {
        var marker = await RunMarker.FindAsync(Storage, RunBlobs.Marker(runId), cancellationToken) ?? throw new RunFailedException("The panel's marker is missing");
        return await client.RunAsync<ReleaseRunOutcome>(
            nameof(ReleaseRun), InputOf(marker), InstanceIds.Release(marker.RunId), [], ended => ended.Stage == RunStage.Refused, cancellationToken);
    }

    /// <summary>Starts the release of every panel that is ready and has none, as the blob trigger does in Azure.</summary>
    public async Task BeginReadyAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in Storage[PipelineContainer.Runs].ListAsync(string.Empty, cancellationToken))
        {
            if (blob.Name.EndsWith("/" + RunBlobs.MarkerFile, StringComparison.Ordinal)
                && await RunMarker.FindAsync(Storage, blob.Name, cancellationToken) is { } marker)
                await client.BeginOnceAsync(nameof(ReleaseRun), InputOf(marker), InstanceIds.Release(marker.RunId));
        }
    }

    private static ReleaseRunInput InputOf(RunMarker marker) => new(marker.RunId, marker.Release);
}
