using System.Text.Json.Serialization;

namespace TfPipeline.Runs;

/// <summary>What a release run is started with: the words of the marker that the panel left.</summary>
public sealed record ReleaseRunInput(string RunId, string Release);

/// <summary>Asks for the effects on the run's panel.</summary>
public sealed record EstimateRequest(string RunId);

/// <summary>Effects were estimated.</summary>
public sealed record EffectsEstimated(int Estimates);

/// <summary>Asks for the release, through disclosure control.</summary>
public sealed record PublishRequest(string RunId, string Release);

/// <summary>What became of a release.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseResult>))]
public enum ReleaseResult
{
    /// <summary>It is there now.</summary>
    Published,

    /// <summary>It was there before, byte for byte.</summary>
    AlreadyThere,

    /// <summary>Another release has the name; nothing was changed.</summary>
    NameTaken,

    /// <summary>The run was refused before anything was done.</summary>
    NotStarted,
}

/// <summary>What the last step did.</summary>
/// <param name="Release">The release's name.</param>
/// <param name="Result">What became of it.</param>
/// <param name="SumsHash">SHA-256 of its <c>SHA256SUMS</c>; null where it was not published.</param>
public sealed record ReleaseWritten(string Release, ReleaseResult Result, string? SumsHash);

/// <summary>How a release run ended.</summary>
/// <param name="Stage"><see cref="RunStage.Published"/> or <see cref="RunStage.Refused"/>.</param>
/// <param name="Release">The release's name; null where the run was not started.</param>
/// <param name="Result">What became of the release.</param>
/// <param name="SumsHash">SHA-256 of its <c>SHA256SUMS</c>; null where it was not published.</param>
public sealed record ReleaseRunOutcome(RunStage Stage, string? Release, ReleaseResult Result, string? SumsHash)
{
    /// <summary>Why the run was not started; empty otherwise.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}
