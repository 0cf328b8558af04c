using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Cohort;

/// <summary>What a run may know of its snapshot without the key: counts and versions. Written last, so it marks completeness.</summary>
/// <param name="RunId">The run.</param>
/// <param name="KeyVersion">The version of the key.</param>
/// <param name="Flow">How rows became people.</param>
public sealed record SnapshotInfo(string RunId, string KeyVersion, CohortFlow Flow)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>The mark of <see cref="ReferenceScheme"/>; null in what an earlier version of the pipeline wrote.</summary>
    [JsonInclude]
    public string? References { get; private init; }

    internal static SnapshotInfo Of(string runId, CohortSnapshot snapshot)
        => new(runId, snapshot.KeyVersion, snapshot.Flow) { References = ReferenceScheme.Current };

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    internal static SnapshotInfo Parse(ReadOnlySpan<byte> json)
    {
        var info = JsonSerializer.Deserialize<SnapshotInfo>(json, Options) ?? throw new JsonException("A snapshot's description is an object.");
        ReferenceScheme.Require(info.References, "The snapshot of this run");
        return info;
    }
}
