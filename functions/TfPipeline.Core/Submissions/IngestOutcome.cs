using TfPipeline.Intake;

namespace TfPipeline.Core.Submissions;

/// <summary>What a call did with an upload.</summary>
public enum IngestAction
{
    /// <summary>It was read and has a receipt now.</summary>
    Processed,

    /// <summary>It had a receipt already; nothing changed.</summary>
    AlreadyProcessed,

    /// <summary>It was deleted before it could be read.</summary>
    Gone,

    /// <summary>Nobody filed it: it is the stub of a folder, or a file that an operating system leaves. It has no receipt.</summary>
    Noise,
}

/// <summary>The outcome of one call. Under 2 KB, and without the upload's name.</summary>
/// <param name="Action">What was done.</param>
/// <param name="Submission">The submission id, or null where the upload was gone.</param>
/// <param name="Status">Where the submission stands, or null where the upload was gone.</param>
/// <param name="ReceiptFolder">Where its receipt lies.</param>
/// <param name="Rows">Rows by outcome.</param>
public sealed record IngestOutcome(IngestAction Action, string? Submission, ReceiptStatus? Status, string ReceiptFolder, IntakeCounts Rows)
{
    /// <summary>Opt-outs of which nobody can tell whose they are: the operator has to ask the council.</summary>
    public int UnattributedOptOuts { get; init; }
}
