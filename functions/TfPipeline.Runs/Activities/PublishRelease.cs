using System.Text.Json;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Publishes what disclosure control clears; there is no linkage key here, only that of the ledger.</summary>
public sealed class PublishRelease(IPipelineStorage storage, DisclosurePolicy policy, LedgerKey? ledgerKey = null) : GuardedActivity<PublishRequest, ReleaseWritten>
{
    /// <inheritdoc />
    protected override async Task<ReleaseWritten> StepAsync(PublishRequest input, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], input.RunId, cancellationToken);
        using var ring = ledgerKey is null ? null : await ledgerKey.Sources.OpenAsync(cancellationToken);
        if (ring is null && await ReleaseLedger.ExistsAsync(storage, cancellationToken))
            throw new LedgerKeyMissingException();
        var outcome = await ReleaseWriter.PublishAsync(
            panel, await ReadAsync(input.RunId, cancellationToken), policy, input.Release, storage, ring is null ? null : new ReleaseLedger(storage, ring), cancellationToken);
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

/// <summary>Releases were recorded, and the key to compare a further one with them is not configured.</summary>
public sealed class LedgerKeyMissingException() : Exception("The ledger of releases cannot be read without its key; configure the key that it was made with.");
