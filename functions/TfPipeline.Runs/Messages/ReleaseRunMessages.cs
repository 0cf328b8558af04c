using System.Text.Json.Serialization;
using TfPipeline.Core.Release.Decisions;

namespace TfPipeline.Runs;

/// <summary>What a release run is started with: the words of the marker that the panel left.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Release">The release.</param>
/// <param name="Again">True to propose again what was rejected or has expired.</param>
public sealed record ReleaseRunInput(string RunId, string Release, bool Again = false);

/// <summary>Asks whether another run has the release's name; nothing is changed.</summary>
public sealed record NameRequest(string RunId, string Release);

/// <summary>Whether a linkage run may go on to a release of this name.</summary>
/// <param name="IsTaken">True where another run has it.</param>
public sealed record NameChecked(bool IsTaken);

/// <summary>Takes the release's name for the run.</summary>
public sealed record ClaimRequest(string RunId, string Release, bool Again);

/// <summary>Asks for the effects on the run's panel.</summary>
public sealed record EstimateRequest(string RunId);

/// <summary>Effects were estimated.</summary>
public sealed record EffectsEstimated(int Estimates);

/// <summary>Asks for the proposal of the release, through disclosure control.</summary>
public sealed record ProposeRequest(string RunId, string Release);

/// <summary>What became of a release run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseResult>))]
public enum ReleaseResult
{
    /// <summary>The run may go on; there is no proposal yet.</summary>
    Claimed,

    /// <summary>The proposal is there now.</summary>
    Proposed,

    /// <summary>This run has proposed it before; the register says where it stands.</summary>
    AlreadyThere,

    /// <summary>The proposal was rejected; it is proposed again only where that is asked for.</summary>
    Rejected,

    /// <summary>The proposal has expired; it is proposed again only where that is asked for.</summary>
    Expired,

    /// <summary>Another run has the name; nothing was changed.</summary>
    NameTaken,

    /// <summary>The run was refused before anything was done.</summary>
    NotStarted,
}

/// <summary>What a step did about the release.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Result">What became of it.</param>
/// <param name="SumsHash">SHA-256 of the release's own <c>SHA256SUMS</c>; null where there is no proposal.</param>
/// <param name="ProposalHash">SHA-256 of the proposal's <c>SHA256SUMS</c>, which an approval names; null where there is none.</param>
public sealed record ReleaseProposed(string Release, ReleaseResult Result, string? SumsHash, string? ProposalHash);

/// <summary>How a release run ended.</summary>
/// <param name="Stage"><see cref="RunStage.Proposed"/> or <see cref="RunStage.Refused"/>.</param>
/// <param name="Release">The release's name; null where the run was not started.</param>
/// <param name="Result">What became of the release.</param>
/// <param name="SumsHash">SHA-256 of its <c>SHA256SUMS</c>; null where it was not proposed.</param>
/// <param name="ProposalHash">SHA-256 of the proposal's <c>SHA256SUMS</c>; null where it was not proposed.</param>
public sealed record ReleaseRunOutcome(RunStage Stage, string? Release, ReleaseResult Result, string? SumsHash, string? ProposalHash)
{
    /// <summary>Why the run was not started; empty otherwise.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}

/// <summary>What <c>DecideRelease</c> is started with.</summary>
/// <param name="Decision">The blob of the decision, in the approvals area: its name alone; what it says is read by the activity.</param>
public sealed record DecideInput(string Decision);

/// <summary>What came of a decision, without anybody's words. The register and the audit area have who and why.</summary>
/// <param name="Release">The release; null where the blob is gone or is no decision by its name.</param>
/// <param name="Result">What came of it; null likewise.</param>
/// <param name="Refusal">Why it does not count.</param>
/// <param name="SumsHash">SHA-256 of the published <c>SHA256SUMS</c>.</param>
public sealed record ReleaseDecided(
    string? Release,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DecisionResult>))] DecisionResult? Result,
    [property: JsonConverter(typeof(JsonStringEnumConverter<DecisionRefusal>))] DecisionRefusal? Refusal,
    string? SumsHash);
