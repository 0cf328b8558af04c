namespace TfPipeline.Storage;

/// <summary>
/// One container of blobs. Names are relative, with '/' between segments. A reader sees a blob whole or not at all:
/// a write becomes visible in one step, and an open read stays on the version it opened.
/// </summary>
public interface IBlobArea
{
    /// <summary>Lists the blobs whose name starts with <paramref name="prefix"/>, in ordinal order of their names.</summary>
    IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default);

    /// <summary>The properties of one blob, or null where there is none.</summary>
    Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens one version of a blob as a seekable stream; null where there is none.
    /// A read fails with <see cref="BlobChangedException"/> when the blob was replaced under it and its version is gone.
    /// </summary>
    Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a whole blob. Nothing is visible before <paramref name="write"/> has returned, and nothing at all if it throws.
    /// The stream given to it can be sought.
    /// </summary>
    Task<WriteOutcome> WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        WriteCondition condition = default,
        CancellationToken cancellationToken = default);

    /// <summary>Deletes a blob; false where there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);
}
