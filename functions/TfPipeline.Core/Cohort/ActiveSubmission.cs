using TfPipeline.Core.Intake;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;

namespace TfPipeline.Core.Cohort;

/// <summary>A submission in force. Its order is that of council, drop and content, so it depends neither on arrival nor on the key.</summary>
/// <param name="Gss">The council.</param>
/// <param name="Drop">The drop folder.</param>
/// <param name="Sha256">The content.</param>
/// <param name="Submission">The id under which the rows are stored.</param>
internal sealed record ActiveSubmission(string Gss, DropKey Drop, string Sha256, string Submission) : IComparable<ActiveSubmission>
{
    public string RowsName => SubmissionBlobs.Rows(Gss, Drop.ToString(), Submission);

    public string EditsName => SubmissionBlobs.Edits(Gss, Drop.ToString(), Submission);

    public int CompareTo(ActiveSubmission? other)
    {
        if (other is null)
            return 1;
        var byCouncil = string.CompareOrdinal(Gss, other.Gss);
        if (byCouncil != 0)
            return byCouncil;
        var byDrop = Drop.CompareTo(other.Drop);
        return byDrop != 0 ? byDrop : string.CompareOrdinal(Sha256, other.Sha256);
    }

    /// <summary>Everything in force, in order. Equal content in one drop counts once, whichever upload of it came first.</summary>
    /// <exception cref="CohortKeyException">A submission was made with another version of the key.</exception>
    public static async Task<IReadOnlyList<ActiveSubmission>> ListAsync(IPipelineStorage storage, KeyRing keys, CancellationToken cancellationToken)
    {
        var active = new Dictionary<(string Gss, string Drop, string Sha256), ActiveSubmission>();
        var otherKey = 0;
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty, cancellationToken))
        {
            if (state.Status is not (ReceiptStatus.Accepted or ReceiptStatus.Duplicate) || !DropKey.TryParse(state.Drop, out var drop) || state.Sha256 is not { } sha256)
                continue;
            if (state.KeyVersion is { } version && version != keys.Version)
                otherKey++;
            active.TryAdd((state.Council, state.Drop!, sha256), new(state.Council, drop, sha256, state.Other ?? state.Submission));
        }

        if (otherKey > 0)
            throw new CohortKeyException(otherKey);
        return [.. active.Values.Order()];
    }
}
