namespace TfPipeline.Storage;

/// <summary>A blob's properties.</summary>
/// <param name="Name">The name inside its area.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="ETag">An opaque mark of this version, equal only for the same version.</param>
/// <param name="LastModified">When this version was written, UTC.</param>
public sealed record BlobEntry(string Name, long Length, string ETag, DateTimeOffset LastModified)
{
    /// <summary>
    /// The largest blob that is certain to be scanned for malware, in bytes: 2 GB. What is larger stays out of reach.
    /// https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning#supported-content
    /// </summary>
    public const long LargestScanned = 2L << 30;

    /// <summary>
    /// False where no verdict of the malware scan will ever come, so that waiting for one is of no use: an append or page blob, or one that
    /// is larger than <see cref="LargestScanned"/>. Known from a listing in Azure; elsewhere nothing is scanned and it is true.
    /// </summary>
    public bool CanBeScanned { get; init; } = true;
}
