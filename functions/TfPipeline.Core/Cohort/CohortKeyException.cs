namespace TfPipeline.Core.Cohort;

/// <summary>Submissions were pseudonymised with another version of a key; versions are never mixed.</summary>
public sealed class CohortKeyException : InvalidOperationException
{
    private CohortKeyException(string message)
        : base(message)
    {
    }

    /// <summary>Rows that this version can't read, of councils that have filed nothing since.</summary>
    public static CohortKeyException OfRows(int submissions)
        => new($"{submissions} accepted submissions were made with another version of the key, and their councils have filed nothing in the same or a later drop since. Ingest the uploads again with this version, ask these councils for a full drop, or run with the other version.");

    /// <summary>Opt-outs that can't be compared with these rows: leaving them aside would bring people back who opted out.</summary>
    public static CohortKeyException OfOptOuts(int submissions)
        => new($"The opt-outs of {submissions} accepted submissions were filed under another version of their secret. Name the version that was used before; it stays when the root key rotates.");
}
