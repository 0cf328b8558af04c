using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Deletes raw identifiers that are past their days.</summary>
[RunsIn(AppRole.Link)]
public sealed class RetentionTrigger(RetentionStage retention)
{
    /// <summary>Runs on <c>RetentionSchedule</c>.</summary>
    [Function(nameof(RetentionSweep))]
    public Task RetentionSweep([TimerTrigger("%RetentionSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        retention.SweepAsync(cancellationToken);
}
