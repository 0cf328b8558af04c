namespace TfPipeline.Core.Release;

/// <summary>
/// What a release was made from: what a checker is shown of it, and what the next release is compared with. It stays in the working store,
/// because it has exact numbers of people.
/// </summary>
public sealed record ReleaseMakeup
{
    /// <summary>Where the audit area keeps that of a published release.</summary>
    public static string BlobOf(string release) => $"release-makeup/{release}.json";

    /// <summary>The release.</summary>
    public required string Release { get; init; }

    /// <summary>The run.</summary>
    public required string Run { get; init; }

    /// <summary>True where any of the data are synthetic.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>People in the panel.</summary>
    public required int People { get; init; }

    /// <summary>Families in the panel.</summary>
    public required int Families { get; init; }

    /// <summary>Councils in the panel, in ordinal order.</summary>
    public required IReadOnlyList<string> Councils { get; init; }

    /// <summary>The delivery of each department, by its code.</summary>
    public required SortedDictionary<string, string> Deliveries { get; init; }

    /// <summary>The version of each department's contract.</summary>
    public required SortedDictionary<string, int> Contracts { get; init; }

    /// <summary>The version of the disclosure policy.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The version of the rules of estimation.</summary>
    public required int EstimatesVersion { get; init; }

    /// <summary>The build, as the compiler names it: another one for other code.</summary>
    public required string Build { get; init; }

    /// <summary>Which release it replaces; null where none.</summary>
    public ReleaseRevision? Revision { get; init; }
}
