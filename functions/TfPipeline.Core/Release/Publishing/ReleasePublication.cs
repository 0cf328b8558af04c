using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>Publishes the bytes of a proposal that was approved. Every step may be repeated; the register says when all of them are done.</summary>
internal sealed class ReleasePublication(IPipelineStorage storage, ReleaseRegister register, TimeProvider time)
{
    private readonly IBlobArea _analytics = storage[PipelineContainer.Analytics];

    /// <summary>True where files that are not the proposal's lie under its name; nothing is mixed, and the role may not delete.</summary>
    public async Task<bool> IsNameTakenAsync(StoredProposal proposal, CancellationToken cancellationToken)
    {
        await foreach (var blob in _analytics.ListAsync(proposal.Release + "/", cancellationToken))
        {
            if (!proposal.Has(ProposalLayout.Release + blob.Name[(proposal.Release.Length + 1)..]))
                return true;
        }

        return false;
    }

    /// <summary>Copies the files, <c>SHA256SUMS</c> last, then summaries and what the audit area keeps, and marks the release as published.</summary>
    /// <exception cref="ProposalChangedException">A file is not the one that was approved, or another release was published since the proposal was made.</exception>
    public async Task PublishAsync(StoredProposal proposal, ReleaseEvent approval, CancellationToken cancellationToken)
    {
        const string Sums = ProposalLayout.Release + ProposalLayout.Sums;
        if (!await ReleaseLedger.RecordAsync(storage, proposal.Release, proposal.Hash, cancellationToken))
            throw new ProposalChangedException();
        foreach (var file in proposal.Files.Where(file => file.StartsWith(ProposalLayout.Release, StringComparison.Ordinal)).OrderBy(file => file == Sums))
            await proposal.CopyAsync(file, _analytics, $"{proposal.Release}/{file[ProposalLayout.Release.Length..]}", WriteCondition.Always, cancellationToken);
        foreach (var file in proposal.Files.Where(file => file.StartsWith(ProposalLayout.Summaries, StringComparison.Ordinal)))
            await proposal.CopyAsync(file, storage[PipelineContainer.Summaries], file[ProposalLayout.Summaries.Length..], WriteCondition.Always, cancellationToken);
        // Audit blobs cannot be replaced once their policy is locked. A repeated step would write the same bytes.
        var audit = storage[PipelineContainer.Audit];
        await proposal.CopyAsync(ProposalLayout.Audit, audit, $"disclosure/{proposal.Release}.json", WriteCondition.IfAbsent, cancellationToken);
        await proposal.CopyAsync(ProposalLayout.Facts, audit, ReleaseMakeup.BlobOf(proposal.Release), WriteCondition.IfAbsent, cancellationToken);
        await MarkAsync(proposal, approval, cancellationToken);
    }

    /// <summary>Marks the release that a published one replaces, and moves the pointer. It is repeated until it has been done once.</summary>
    public async Task FinishAsync(string release, string? by, ReleaseRevision? revision, CancellationToken cancellationToken)
    {
        while (revision is not null)
        {
            var old = await register.ReadAsync(revision.Supersedes, cancellationToken);
            if (old.Supersession is not null || ReleaseHistory.Next(old.State, ReleaseEventKind.Superseded) is null)
                break;
            var entry = new ReleaseEvent(ReleaseEventKind.Superseded, time.GetUtcNow()) { SupersededBy = release, ForError = revision.ForError, By = by, Reason = revision.Note };
            if (await register.TryAddAsync(old, entry, cancellationToken))
                break;
        }

        await new ReleasePointer(storage).MoveAsync(cancellationToken);
    }

    private async Task MarkAsync(StoredProposal proposal, ReleaseEvent approval, CancellationToken cancellationToken)
    {
        var history = await register.ReadAsync(proposal.Release, cancellationToken);
        if (history.State != ReleaseState.Approved)
            return;
        var entry = new ReleaseEvent(ReleaseEventKind.Published, time.GetUtcNow())
        {
            ProposalHash = proposal.Hash,
            SumsHash = proposal.SumsHash,
            By = approval.By,
            Decision = approval.Decision,
        };
        // Another attempt may have come first; then the release is published all the same.
        await register.TryAddAsync(history, entry, cancellationToken);
    }
}
