namespace TfPipeline.Storage;

/// <summary>The pipeline's containers, as far as the running role may reach them.</summary>
public interface IPipelineStorage
{
    /// <summary>The area of one container.</summary>
    /// <exception cref="InvalidOperationException">The running role may not reach it.</exception>
    IBlobArea this[PipelineContainer container] { get; }
}
