namespace TfPipeline.Core.Release.Decisions;

/// <summary>Where a release stands.</summary>
public enum ReleaseState
{
    /// <summary>Nobody has the name.</summary>
    Free,

    /// <summary>A run is making a proposal.</summary>
    Claimed,

    /// <summary>It waits for a checker.</summary>
    Proposed,

    /// <summary>It was approved and is being published.</summary>
    Approved,

    /// <summary>It is in analytics.</summary>
    Published,

    /// <summary>It was rejected; it may be proposed again.</summary>
    Rejected,

    /// <summary>Nobody decided in time; it may be proposed again.</summary>
    Expired,

    /// <summary>It was published and is no longer; the name stays taken.</summary>
    Withdrawn,
}

/// <summary>All that happened to a release, and what follows from it.</summary>
public sealed class ReleaseHistory
{
    internal ReleaseHistory(string release, IReadOnlyList<ReleaseEvent> events)
    {
        Release = release;
        Events = events;
        foreach (var one in events)
            State = Next(State, one.Kind) ?? State;
    }

    /// <summary>The release's name.</summary>
    public string Release { get; }

    /// <summary>The entries, oldest first.</summary>
    public IReadOnlyList<ReleaseEvent> Events { get; }

    /// <summary>Where it stands.</summary>
    public ReleaseState State { get; } = ReleaseState.Free;

    /// <summary>The run that has the name, or had it last.</summary>
    public string? Run => Last(ReleaseEventKind.Claimed)?.Run;

    /// <summary>The latest proposal.</summary>
    public ReleaseEvent? Proposal => Last(ReleaseEventKind.Proposed);

    /// <summary>When it was published.</summary>
    public ReleaseEvent? Publication => Last(ReleaseEventKind.Published);

    /// <summary>What took its place.</summary>
    public ReleaseEvent? Supersession => Last(ReleaseEventKind.Superseded);

    /// <summary>True where the pointer to the latest release may name it.</summary>
    public bool MayBeLatest => State == ReleaseState.Published && Supersession is not { ForError: true };

    /// <summary>True where another run may take the name.</summary>
    public bool IsFree => State is ReleaseState.Free or ReleaseState.Rejected or ReleaseState.Expired;

    /// <summary>The last entry of a kind.</summary>
    public ReleaseEvent? Last(ReleaseEventKind kind) => Events.LastOrDefault(one => one.Kind == kind);

    /// <summary>True where a proposal's days, or those of a claim that came to nothing, are over.</summary>
    public bool IsOverdue(DateTimeOffset now) => State is ReleaseState.Proposed or ReleaseState.Claimed && Events[^1].Expires is { } until && until <= now;

    /// <summary>Where an event leads to; null where it cannot happen.</summary>
    public static ReleaseState? Next(ReleaseState state, ReleaseEventKind kind) => (state, kind) switch
    {
        (ReleaseState.Free or ReleaseState.Rejected or ReleaseState.Expired, ReleaseEventKind.Claimed) => ReleaseState.Claimed,
        (ReleaseState.Claimed, ReleaseEventKind.Proposed) => ReleaseState.Proposed,
        (ReleaseState.Claimed or ReleaseState.Proposed, ReleaseEventKind.Expired) => ReleaseState.Expired,
        (ReleaseState.Proposed, ReleaseEventKind.Approved) => ReleaseState.Approved,
        (ReleaseState.Proposed or ReleaseState.Approved, ReleaseEventKind.Rejected) => ReleaseState.Rejected,
        (ReleaseState.Approved, ReleaseEventKind.Published) => ReleaseState.Published,
        (ReleaseState.Published, ReleaseEventKind.Withdrawn) => ReleaseState.Withdrawn,
        (ReleaseState.Published, ReleaseEventKind.Superseded) => ReleaseState.Published,
        (ReleaseState.Withdrawn, ReleaseEventKind.Superseded) => ReleaseState.Withdrawn,
        _ => null,
    };
}
