namespace TfPipeline.Core.Release.Decisions;

/// <summary>What may happen to a release.</summary>
public enum ReleaseEventKind
{
    /// <summary>A run took the name and began to make a proposal.</summary>
    Claimed,

    /// <summary>The proposal is complete.</summary>
    Proposed,

    /// <summary>A checker approved the proposal; from here on it is published, by whichever attempt.</summary>
    Approved,

    /// <summary>It is in analytics.</summary>
    Published,

    /// <summary>A checker rejected the proposal, or its bytes were no longer those that had been approved.</summary>
    Rejected,

    /// <summary>Nobody decided in time.</summary>
    Expired,

    /// <summary>It was published and is no longer.</summary>
    Withdrawn,

    /// <summary>A later release takes its place.</summary>
    Superseded,
}

/// <summary>
/// One entry of a release's history, <c>releases/{release}/{nnnn}.json</c> in the audit area. Entries are written once and under the next
/// number only, so of two that race for it one wins, on every store.
/// </summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, UTC.</param>
public sealed record ReleaseEvent(ReleaseEventKind Kind, DateTimeOffset At)
{
    /// <summary>The run that claimed or proposed.</summary>
    public string? Run { get; init; }

    /// <summary>SHA-256 of the proposal's <c>SHA256SUMS</c>, lower-case hex.</summary>
    public string? ProposalHash { get; init; }

    /// <summary>SHA-256 of the release's own <c>SHA256SUMS</c>.</summary>
    public string? SumsHash { get; init; }

    /// <summary>Until when a proposal may be decided.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Who decided: an object id or an account's name; null where nobody did.</summary>
    public string? By { get; init; }

    /// <summary>Why, in the words of who decided.</summary>
    public string? Reason { get; init; }

    /// <summary>The blob of the decision, in the approvals area.</summary>
    public string? Decision { get; init; }

    /// <summary>True where the person who asked for the run approved it, which synthetic data allow.</summary>
    public bool SelfApproved { get; init; }

    /// <summary>The release that takes the place of a superseded one.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>True where a release was superseded because it was wrong, and not because newer data arrived.</summary>
    public bool ForError { get; init; }
}
