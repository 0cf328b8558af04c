using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>What came of a decision.</summary>
public enum DecisionResult
{
    /// <summary>The proposal's bytes are published now.</summary>
    Published,

    /// <summary>The proposal had been approved before; nothing was changed.</summary>
    AlreadyApproved,

    /// <summary>The proposal is rejected now.</summary>
    Rejected,

    /// <summary>It had been rejected before; nothing was changed.</summary>
    AlreadyRejected,

    /// <summary>The release is withdrawn now.</summary>
    Withdrawn,

    /// <summary>It had been withdrawn before; nothing was changed.</summary>
    AlreadyWithdrawn,

    /// <summary>The decision does not count; <see cref="DecisionOutcome.Refusal"/> says why.</summary>
    Refused,
}

/// <summary>Why a decision does not count.</summary>
public enum DecisionRefusal
{
    /// <summary>The blob's name or content has not the form of a decision, or a needed reason or hash is missing.</summary>
    NotADecision,

    /// <summary>There is no such proposal or release.</summary>
    Unknown,

    /// <summary>The decision names other bytes than those proposed.</summary>
    OtherProposal,

    /// <summary>The decision was made before the proposal.</summary>
    OlderThanProposal,

    /// <summary>The files of the proposal are no longer those that its <c>SHA256SUMS</c> names.</summary>
    ProposalChanged,

    /// <summary>Who decided had asked for the run.</summary>
    SelfApproval,

    /// <summary>The proposal was rejected before.</summary>
    WasRejected,

    /// <summary>The proposal was approved before; only a withdrawal helps.</summary>
    WasApproved,

    /// <summary>The days for a decision are over.</summary>
    HasExpired,

    /// <summary>The release was withdrawn before.</summary>
    WasWithdrawn,

    /// <summary>The release is not published.</summary>
    NotPublished,

    /// <summary>Files of something else lie under the name in analytics.</summary>
    NameTaken,

    /// <summary>The proposal replaces no release, or one that is not published.</summary>
    ReplacesNothing,
}

/// <summary>What came of a decision; in <c>decisions/{person}/{release}.json</c> of the audit area, written once.</summary>
/// <param name="Decision">The blob of the decision.</param>
/// <param name="Result">What came of it.</param>
/// <param name="At">When, UTC.</param>
public sealed record DecisionOutcome(string Decision, DecisionResult Result, DateTimeOffset At)
{
    /// <summary>The release; null where not even the blob's name could be read.</summary>
    public string? Release { get; init; }

    /// <summary>Why it does not count.</summary>
    public DecisionRefusal? Refusal { get; init; }

    /// <summary>What was decided.</summary>
    public DecisionKind? Kind { get; init; }

    /// <summary>Who decided.</summary>
    public string? By { get; init; }

    /// <summary>The account on one machine.</summary>
    public string? Account { get; init; }

    /// <summary>Why, in the words of who decided.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of the proposal's <c>SHA256SUMS</c>.</summary>
    public string? ProposalHash { get; init; }

    /// <summary>SHA-256 of the release's own <c>SHA256SUMS</c>, where it was published.</summary>
    public string? SumsHash { get; init; }

    /// <summary>True where the person who asked for the run approved it, which synthetic data allow.</summary>
    public bool SelfApproved { get; init; }

    internal static Task<DecisionOutcome?> FindAsync(IBlobArea audit, string decision, CancellationToken cancellationToken) =>
        SmallJson.ReadAsync<DecisionOutcome>(audit, BlobOf(decision), cancellationToken);

    internal Task<WriteOutcome> WriteAsync(IBlobArea audit, CancellationToken cancellationToken) =>
        SmallJson.WriteAsync(audit, BlobOf(Decision), this, WriteCondition.IfAbsent, cancellationToken);

    internal static string BlobOf(string decision) => "decisions/" + decision;
}
