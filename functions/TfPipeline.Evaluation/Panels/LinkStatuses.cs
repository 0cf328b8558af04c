using TfPipeline.Linkage;

namespace TfPipeline.Evaluation.Panels;

/// <summary>The names that link standings have in Parquet files.</summary>
public static class LinkStatuses
{
    /// <summary>True where the person has a record: the link is Possible or a Match.</summary>
    public static bool HasRecord(this LinkStatus link) => link is LinkStatus.Possible or LinkStatus.Match;

    /// <summary>The name in files.</summary>
    public static string Name(this LinkStatus link) => link switch
    {
        LinkStatus.None => "none",
        LinkStatus.Ambiguous => "ambiguous",
        LinkStatus.Possible => "possible",
        LinkStatus.Match => "match",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>The standing of a name in a file; null for any other text.</summary>
    public static LinkStatus? TryParse(string? name) => name switch
    {
        "none" => LinkStatus.None,
        "ambiguous" => LinkStatus.Ambiguous,
        "possible" => LinkStatus.Possible,
        "match" => LinkStatus.Match,
        _ => null,
    };
}
