using TfPipeline.Intake;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Keeps at most one submission of a file in force. A worker that finishes marks the other submissions of the file as superseded; a worker
/// that finds that the upload has changed since it was read marks its own. So the newest content stays in force whichever worker ends last.
/// </summary>
internal sealed class SubmissionSupersession(SubmissionStates states, string keyVersion)
{
    /// <summary>
    /// Retires the other versions of a file, and the same content under another version of the key, where the file's name can't be
    /// recognised: its rows have been made again.
    /// </summary>
    public async Task RetireOthersAsync(UploadPath path, string slot, string? content, string current, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        await foreach (var (state, _) in states.ListAsync(path.ReceiptFolder, cancellationToken))
        {
            var isMadeAgain = state.KeyVersion is { } version && version != keyVersion && state.Content == content;
            if ((state.Slot == slot || isMadeAgain) && state.Submission != current && state.Status != ReceiptStatus.Superseded)
                others.Add(state.Submission);
        }

        foreach (var other in others)
            await RetireAsync(path, other, current, cancellationToken);
    }

    public Task RetireAsync(UploadPath path, string submission, string? successor, CancellationToken cancellationToken)
        => states.ChangeAsync(
            SubmissionBlobs.State(path, submission),
            state => state.Status == ReceiptStatus.Superseded ? null : state with { Status = ReceiptStatus.Superseded, Successor = successor },
            cancellationToken);

    /// <summary>The submission under another name in the same drop that holds the same bytes, or null.</summary>
    public async Task<string?> FindSameContentAsync(UploadPath path, string content, string slot, CancellationToken cancellationToken)
    {
        await foreach (var (state, _) in states.ListAsync(path.ReceiptFolder, cancellationToken))
        {
            if (state.Status == ReceiptStatus.Accepted && state.Content == content && state.Slot != slot && state.KeyVersion == keyVersion)
                return state.Submission;
        }

        return null;
    }
}
