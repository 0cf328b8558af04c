using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Intake;

/// <summary>Storage whose uploads are replaced by somebody else at a chosen moment of their first reading.</summary>
internal sealed class OverwritingStorage(IPipelineStorage inner, Func<Task> overwrite, bool afterTheRead) : IPipelineStorage
{
    private int _done;

    private bool IsAfterTheRead { get; } = afterTheRead;

    public IBlobArea this[PipelineContainer container]
        => container == PipelineContainer.Uploads ? new Area(inner[container], this) : inner[container];

    private async Task OverwriteOnceAsync()
    {
        if (Interlocked.Exchange(ref _done, 1) == 0)
            await overwrite();
    }

    private sealed class Area(IBlobArea uploads, OverwritingStorage owner) : IBlobArea
    {
        public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default) => uploads.ListAsync(prefix, cancellationToken);

        public async Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default)
        {
            // Intake looks the upload up again once it has read it.
            if (owner.IsAfterTheRead)
                await owner.OverwriteOnceAsync();
            return await uploads.FindAsync(name, cancellationToken);
        }

        public async Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
        {
            var opened = await uploads.OpenReadAsync(name, cancellationToken);
            if (!owner.IsAfterTheRead)
                await owner.OverwriteOnceAsync();
            return opened;
        }

        public Task<WriteOutcome> WriteAsync(string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default)
            => uploads.WriteAsync(name, write, condition, cancellationToken);

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => uploads.DeleteAsync(name, cancellationToken);
    }
}
