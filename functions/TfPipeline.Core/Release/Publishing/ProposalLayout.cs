namespace TfPipeline.Core.Release.Publishing;

/// <summary>Names of what lies in <c>proposals/{release}/</c>.</summary>
public static class ProposalLayout
{
    /// <summary>Names and SHA-256 of every other file; written last, and what makes the proposal exist.</summary>
    public const string Sums = "SHA256SUMS";

    /// <summary>The page that a checker reads; it is never published.</summary>
    public const string Review = "review.html";

    /// <summary>What the next release is compared with; it goes to the audit area.</summary>
    public const string Facts = "facts.json";

    /// <summary>The details of disclosure control; they go to the audit area.</summary>
    public const string Audit = "disclosure-audit.json";

    /// <summary>Below it the files of <c>analytics/{release}/</c>, byte for byte.</summary>
    public const string Release = "release/";

    /// <summary>Below it the summaries of the councils.</summary>
    public const string Summaries = "summaries/";
}
