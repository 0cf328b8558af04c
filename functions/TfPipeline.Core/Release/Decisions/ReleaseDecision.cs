namespace TfPipeline.Core.Release.Decisions;

/// <summary>What a checker may decide.</summary>
public enum DecisionKind
{
    /// <summary>Publish the proposal.</summary>
    Approve,

    /// <summary>Do not publish it.</summary>
    Reject,

    /// <summary>Take a published release back.</summary>
    Withdraw,

    /// <summary>Publish a proposal that says which release it replaces; nothing else passes.</summary>
    Supersede,
}

/// <summary>A decision as its blob holds it. Who decided is the blob's folder; see <see cref="PersonBlob"/>.</summary>
/// <param name="Release">The release that it is about.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="At">When, by the clock of who decided.</param>
public sealed record ReleaseDecision(string Release, DecisionKind Decision, DateTimeOffset At)
{
    /// <summary>Characters of the longest reason.</summary>
    public const int LongestReason = 500;

    /// <summary>SHA-256 of the proposal's <c>SHA256SUMS</c>, lower-case hex; needed except for a withdrawal.</summary>
    public string? ProposalHash { get; init; }

    /// <summary>The account that wrote the decision on one machine; null in Azure, where the folder is proof enough.</summary>
    public string? Account { get; init; }

    /// <summary>Why; needed to reject and to withdraw.</summary>
    public string? Reason { get; init; }

    /// <summary>True to let the person approve who asked for the run. Works on synthetic data only.</summary>
    public bool AllowSelfApproval { get; init; }

    /// <summary>True where the reason can be shown: none, or one line of at most <see cref="LongestReason"/> characters.</summary>
    public static bool IsReason(string? text) => text is null || (text.Length <= LongestReason && !text.Any(char.IsControl) && text.Trim().Length > 0);
}

/// <summary>That a person asked for a run, in <c>requests/{person}/{release}.json</c>: so that the same person does not approve what comes of it.</summary>
/// <param name="Release">The release that was asked for.</param>
/// <param name="At">When, by the clock of who asked.</param>
public sealed record RunAskedFor(string Release, DateTimeOffset At)
{
    /// <summary>The account on one machine; null in Azure.</summary>
    public string? Account { get; init; }

    /// <summary>The release that this one is to replace.</summary>
    public string? Supersedes { get; init; }

    /// <summary>What changed, for readers of the new release; needed where it replaces another.</summary>
    public string? RevisionNote { get; init; }

    /// <summary>True where the replaced release was wrong.</summary>
    public bool ForError { get; init; }
}
