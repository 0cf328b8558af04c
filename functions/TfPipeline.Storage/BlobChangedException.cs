namespace TfPipeline.Storage;

/// <summary>A blob was replaced while it was being read. Reading again is the remedy.</summary>
public sealed class BlobChangedException : IOException
{
    /// <summary>Names the area only: a blob's name may be outside text.</summary>
    public BlobChangedException(PipelineContainer container, Exception? inner = null)
        : base($"A blob in {container} was replaced while it was being read; read it again.", inner)
        => Container = container;

    /// <summary>Where it happened.</summary>
    public PipelineContainer Container { get; }
}
