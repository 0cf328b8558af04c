using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Writes a release through disclosure control.</summary>
[RunsIn(AppRole.Release)]
public sealed class PublishReleaseActivity(ReleaseStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(PublishRelease))]
    public Task<ReleaseWritten> PublishRelease([ActivityTrigger] PublishRequest input, CancellationToken cancellationToken) =>
        stage.PublishAsync(input, cancellationToken);
}
