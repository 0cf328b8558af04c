using System.Text.Json;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Evaluation;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Release;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Settings;

namespace TfPipeline.Functions.Stages;

/// <summary>The two steps of a release run, with the app's storage and disclosure policy; there is no key here.</summary>
public sealed class ReleaseStage(IPipelineStorage storage, IOptions<ReleaseSettings> settings)
{
    /// <summary>Estimates the effects on the run's panel and stores them for the next step.</summary>
    public async Task<EffectsEstimated> EstimateAsync(EstimateRequest request, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], request.RunId, cancellationToken);
        var result = EffectEstimation.Run(panel);
        await storage[PipelineContainer.Estimates].WriteAsync(
            RunBlobs.Estimates(request.RunId),
            async (stream, token) => await JsonSerializer.SerializeAsync(stream, result, cancellationToken: token),
            cancellationToken: cancellationToken);
        return new EffectsEstimated(result.Effects.Count);
    }

    /// <summary>Publishes what disclosure control clears.</summary>
    public async Task<ReleaseWritten> PublishAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], request.RunId, cancellationToken);
        var outcome = await ReleaseWriter.PublishAsync(
            panel, await ReadAsync(request.RunId, cancellationToken), settings.Value.Policy, request.Release, storage, cancellationToken);
        return outcome switch
        {
            ReleaseOutcome.Published published => new ReleaseWritten(published.Release, ReleaseResult.Published, published.SumsHash),
            ReleaseOutcome.AlreadyThere there => new ReleaseWritten(there.Release, ReleaseResult.AlreadyThere, there.SumsHash),
            _ => new ReleaseWritten(request.Release, ReleaseResult.NameTaken, null),
        };
    }

    private async Task<EvaluationResult> ReadAsync(string runId, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Estimates].OpenReadAsync(RunBlobs.Estimates(runId), cancellationToken)
            ?? throw new StepMissingException("The estimates of this run");
        return (await JsonSerializer.DeserializeAsync<EvaluationResult>(blob.Content, cancellationToken: cancellationToken))!;
    }
}

/// <summary>What an earlier step should have left is not there.</summary>
public sealed class StepMissingException(string what) : Exception($"{what} are missing; start the run again.");
