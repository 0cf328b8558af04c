using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Puts the outcomes of all departments together and leaves the marker.</summary>
[RunsIn(AppRole.Link)]
public sealed class BuildPanelActivity(PanelStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(BuildPanel))]
    public Task<PanelReady> BuildPanel([ActivityTrigger] PanelRequest input, CancellationToken cancellationToken) =>
        stage.BuildAsync(input, cancellationToken);
}
