namespace TfPipeline.Storage;

/// <summary>An open, seekable read of one version of a blob. Disposing it closes the stream.</summary>
public sealed record OpenBlob(BlobEntry Entry, Stream Content) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
