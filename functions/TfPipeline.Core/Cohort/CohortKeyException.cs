namespace TfPipeline.Core.Cohort;

/// <summary>Submissions were pseudonymised with another version of the key; versions are never mixed.</summary>
public sealed class CohortKeyException(int submissions)
    : InvalidOperationException($"{submissions} accepted submissions were made with another version of the key. Run with that version, or ingest the uploads again with this one.");
