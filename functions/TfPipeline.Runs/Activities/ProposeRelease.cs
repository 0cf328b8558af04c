using System.Text.Json;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Evaluation;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Proposes what disclosure control clears; there is no linkage key here, only that of the ledger, and nothing leaves the working store.</summary>
public sealed class ProposeRelease(IPipelineStorage storage, ProposalWriter proposals, LedgerKey? ledgerKey = null) : GuardedActivity<ProposeRequest, ReleaseProposed>
{
    /// <inheritdoc />
    protected override async Task<ReleaseProposed> StepAsync(ProposeRequest input, CancellationToken cancellationToken)
    {
        var panel = await PanelReader.ReadAsync(storage[PipelineContainer.Panel], input.RunId, cancellationToken);
        using var ring = ledgerKey is null ? null : await ledgerKey.Sources.OpenAsync(cancellationToken);
        if (ring is null && await ReleaseLedger.ExistsAsync(storage, cancellationToken))
            throw new LedgerKeyMissingException();
        var ledger = ring is null ? null : new ReleaseLedger(storage, ring);
        return ToMessage(await proposals.ProposeAsync(panel, await ReadAsync(input.RunId, cancellationToken), input.Release, ledger, cancellationToken));
    }

    internal static ReleaseProposed ToMessage(ProposalOutcome outcome) => outcome switch
    {
        ProposalOutcome.Proposed made => new ReleaseProposed(made.Release, ReleaseResult.Proposed, made.SumsHash, made.ProposalHash),
        ProposalOutcome.AlreadyThere there => new ReleaseProposed(there.Release, ReleaseResult.AlreadyThere, there.SumsHash, there.ProposalHash),
        ProposalOutcome.Declined declined => new ReleaseProposed(
            declined.Release, declined.State == ReleaseState.Expired ? ReleaseResult.Expired : ReleaseResult.Rejected, null, null),
        ProposalOutcome.NameTaken taken => new ReleaseProposed(taken.Release, ReleaseResult.NameTaken, null, null),
        _ => throw new ArgumentException("An outcome of a proposal is one of four.", nameof(outcome)),
    };

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
