namespace TfPipeline.Storage;

/// <summary>A blob's properties.</summary>
/// <param name="Name">The name inside its area.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="ETag">An opaque mark of this version, equal only for the same version.</param>
/// <param name="LastModified">When this version was written, UTC.</param>
public sealed record BlobEntry(string Name, long Length, string ETag, DateTimeOffset LastModified);
