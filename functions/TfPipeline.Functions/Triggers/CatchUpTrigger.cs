using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Looks once a day for uploads that no event told about, or whose event was given up.</summary>
[RunsIn(AppRole.Link)]
public sealed class CatchUpTrigger(CatchUpStage catchUp)
{
    /// <summary>Runs on <c>CatchUpSchedule</c>.</summary>
    [Function(nameof(CatchUpUploads))]
    public Task CatchUpUploads([TimerTrigger("%CatchUpSchedule%")] TimerInfo timer, CancellationToken cancellationToken) => catchUp.CatchUpAsync(cancellationToken);
}
