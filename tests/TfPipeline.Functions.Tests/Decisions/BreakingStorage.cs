using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Decisions;

/// <summary>Storage that breaks once, before or after its n-th write has become visible, as a process does that is killed there.</summary>
internal sealed class BreakingStorage(IPipelineStorage inner, int breakAt, bool afterWrite) : IPipelineStorage
{
    private int writes;

    /// <summary>True where there were as many writes.</summary>
    public bool HasBroken => writes >= breakAt;

    public IBlobArea this[PipelineContainer container] => new Area(this, inner[container]);

    private sealed class Area(BreakingStorage storage, IBlobArea inner) : IBlobArea
    {
        public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default) => inner.FindAsync(name, cancellationToken);

        public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default) => inner.OpenReadAsync(name, cancellationToken);

        public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => inner.DeleteAsync(name, cancellationToken);

        public async Task<WriteOutcome> WriteAsync(
            string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default)
        {
            var isLast = ++storage.writes == storage.Breaks;
            if (isLast && !storage.IsAfter)
                throw new IOException("broken");
            var outcome = await inner.WriteAsync(name, write, condition, cancellationToken);
            return isLast ? throw new IOException("broken") : outcome;
        }
    }

    private int Breaks => breakAt;

    private bool IsAfter => afterWrite;
}
