namespace TfPipeline.Evaluation.Panels;

/// <summary>Link status of a person with one department, as stored in the panel.</summary>
public enum PersonLink : byte
{
    /// <summary>No record.</summary>
    None,

    /// <summary>Records that could not be told apart; none was taken.</summary>
    Ambiguous,

    /// <summary>A record below the match threshold. Its outcomes are in the panel's set of links with Possible ones, not in its own.</summary>
    Possible,

    /// <summary>A record at or above the match threshold.</summary>
    Match,
}

/// <summary>The names that link standings have in Parquet files.</summary>
public static class PersonLinks
{
    /// <summary>The name in files.</summary>
    public static string Name(this PersonLink link) => link switch
    {
        PersonLink.None => "none",
        PersonLink.Ambiguous => "ambiguous",
        PersonLink.Possible => "possible",
        PersonLink.Match => "match",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>The standing of a name in a file; null for any other text.</summary>
    public static PersonLink? TryParse(string? name) => name switch
    {
        "none" => PersonLink.None,
        "ambiguous" => PersonLink.Ambiguous,
        "possible" => PersonLink.Possible,
        "match" => PersonLink.Match,
        _ => null,
    };
}
