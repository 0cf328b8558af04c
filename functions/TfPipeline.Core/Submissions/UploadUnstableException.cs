namespace TfPipeline.Core.Submissions;

/// <summary>An upload was replaced again and again while it was being read. Trying later is the remedy.</summary>
public sealed class UploadUnstableException(int versions)
    : IOException($"An upload was replaced {versions} times while it was being read; try again when it is complete.");
