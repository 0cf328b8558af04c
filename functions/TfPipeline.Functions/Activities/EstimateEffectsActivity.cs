using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Stages;

namespace TfPipeline.Functions.Activities;

/// <summary>Estimates the effects on a panel.</summary>
[RunsIn(AppRole.Release)]
public sealed class EstimateEffectsActivity(ReleaseStage stage)
{
    /// <summary>May run twice: the same inputs give the same blobs.</summary>
    [Function(nameof(EstimateEffects))]
    public Task<EffectsEstimated> EstimateEffects([ActivityTrigger] EstimateRequest input, CancellationToken cancellationToken) =>
        stage.EstimateAsync(input, cancellationToken);
}
