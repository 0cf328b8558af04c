using System.Text.Json;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Evaluation;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Estimates the effects on the run's panel and stores them for the next step.</summary>
public sealed class EstimateEffects(IPipelineStorage storage) : GuardedActivity<EstimateRequest, EffectsEstimated>
{
    /// <inheritdoc />
    protected override async Task<EffectsEstimated> StepAsync(EstimateRequest input, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], input.RunId, cancellationToken);
        // Estimation is where a run's memory peaks. Where one process runs all stages, what the earlier ones left would come on top.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var result = EffectEstimation.Run(panel);
        await storage[PipelineContainer.Estimates].WriteAsync(
            RunBlobs.Estimates(input.RunId),
            async (stream, token) => await JsonSerializer.SerializeAsync(stream, result, cancellationToken: token),
            cancellationToken: cancellationToken);
        return new EffectsEstimated(result.Effects.Count);
    }
}
