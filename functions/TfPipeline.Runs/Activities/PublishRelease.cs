using System.Text.Json;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Publishes what disclosure control clears; there is no key here.</summary>
public sealed class PublishRelease(IPipelineStorage storage, DisclosurePolicy policy) : GuardedActivity<PublishRequest, ReleaseWritten>
{
    /// <inheritdoc />
    protected override async Task<ReleaseWritten> StepAsync(PublishRequest input, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], input.RunId, cancellationToken);
        var outcome = await ReleaseWriter.PublishAsync(
            panel, await ReadAsync(input.RunId, cancellationToken), policy, input.Release, storage, cancellationToken);
        return outcome switch
        {
            ReleaseOutcome.Published published => new ReleaseWritten(published.Release, ReleaseResult.Published, published.SumsHash),
            ReleaseOutcome.AlreadyThere there => new ReleaseWritten(there.Release, ReleaseResult.AlreadyThere, there.SumsHash),
            _ => new ReleaseWritten(input.Release, ReleaseResult.NameTaken, null),
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
