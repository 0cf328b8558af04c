using TfPipeline.Core.Submissions;
using TfPipeline.Identifiers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Cohort;

/// <summary>A submission in force. Its order is that of council, drop, code and content, so it depends neither on arrival nor on the key.</summary>
/// <param name="Gss">The code that the council filed under.</param>
/// <param name="Drop">The drop folder.</param>
/// <param name="Content">The keyed reference of the content.</param>
/// <param name="Submission">The id under which the rows are stored.</param>
/// <param name="IsReadable">False where the root key has rotated since: only its opt-outs still count.</param>
internal sealed record ActiveSubmission(string Gss, DropKey Drop, string Content, string Submission, bool IsReadable) : IComparable<ActiveSubmission>
{
    /// <summary>The council whatever its code: the oldest code that it had.</summary>
    public string Council { get; } = CouncilRegister.FirstCodeOf(Gss);

    /// <summary>The file was refused: nothing of it counts but who opts out.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>SHA-256 of the content, which the working store keeps in the encrypted file of opt-outs only.</summary>
    public string Sha256 { get; private init; } = string.Empty;

    public string RowsName => SubmissionBlobs.Rows(Gss, Drop.ToString(), Submission);

    public string OptOutsName => SubmissionBlobs.OptOuts(Gss, Drop.ToString(), Submission);

    public string EditsName => SubmissionBlobs.Edits(Gss, Drop.ToString(), Submission);

    public int CompareTo(ActiveSubmission? other)
    {
        if (other is null)
            return 1;
        var byCouncil = string.CompareOrdinal(Council, other.Council);
        if (byCouncil != 0)
            return byCouncil;
        var byDrop = Drop.CompareTo(other.Drop);
        if (byDrop != 0)
            return byDrop;

        // A file that was refused comes first in its drop, so that the corrected one answers it.
        var byRefused = other.IsRefused.CompareTo(IsRefused);
        if (byRefused != 0)
            return byRefused;
        var byCode = string.CompareOrdinal(Gss, other.Gss);
        return byCode != 0 ? byCode : string.CompareOrdinal(Sha256, other.Sha256);
    }

    /// <summary>
    /// Everything in force, in order. Equal content in one drop counts once, whichever upload of it came first. What was made with
    /// another version of the key gives its opt-outs only, and only where the council has filed in the same or a later drop since.
    /// </summary>
    /// <exception cref="CohortKeyException">A submission was made with another version of a key, and nothing stands for it.</exception>
    public static async Task<IReadOnlyList<ActiveSubmission>> ListAsync(IPipelineStorage storage, KeyRing keys, CancellationToken cancellationToken)
    {
        var active = new Dictionary<(string Gss, string Drop, string Content), ActiveSubmission>();
        var otherOptOuts = 0;
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty, cancellationToken))
        {
            var isRefused = state.Status == ReceiptStatus.Refused && state.OptOutKeyVersion is not null;
            if ((!isRefused && state.Status is not (ReceiptStatus.Accepted or ReceiptStatus.Duplicate)) || !DropKey.TryParse(state.Drop, out var drop) || state.Content is not { } content)
                continue;
            otherOptOuts += state.OptOutKeyVersion == keys.OptOuts.Version ? 0 : 1;
            var found = new ActiveSubmission(state.Council, drop, content, state.Other ?? state.Submission, state.KeyVersion == keys.Version) { IsRefused = isRefused };
            var key = (state.Council, state.Drop!, content);
            if (!active.TryGetValue(key, out var known) || (found.IsReadable && !known.IsReadable))
                active[key] = found;
        }

        CheckKeys(active.Values, otherOptOuts);
        var listed = new List<ActiveSubmission>(active.Count);
        foreach (var submission in active.Values)
        {
            var marks = await OptOutMarks.ReadAsync(storage[PipelineContainer.Cohort], submission.OptOutsName, keys, cancellationToken);
            listed.Add(submission with { Sha256 = marks.Sha256 });
        }

        return [.. listed.Order()];
    }

    private static void CheckKeys(IReadOnlyCollection<ActiveSubmission> active, int otherOptOuts)
    {
        var newest = active.Where(s => s.IsReadable).GroupBy(s => s.Council, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(s => s.Drop), StringComparer.Ordinal);
        var lost = active.Count(s => !s.IsReadable && !s.IsRefused && !(newest.TryGetValue(s.Council, out var drop) && drop.CompareTo(s.Drop) >= 0));
        if (lost > 0)
            throw CohortKeyException.OfRows(lost);
        if (otherOptOuts > 0)
            throw CohortKeyException.OfOptOuts(otherOptOuts);
    }
}
