namespace TfPipeline.Core.Submissions;

/// <summary>An upload whose present content has no receipt yet.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Version">The version that was seen, equal only for the same content.</param>
public sealed record PendingUpload(UploadPath Path, string Version);
