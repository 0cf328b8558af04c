using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>One container as a role may use it.</summary>
internal sealed class RoleScopedArea(IBlobArea inner, AppRole role, PipelineContainer container, BlobRights rights) : IBlobArea
{
    public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default)
        => Allowed(BlobRights.Read).ListAsync(prefix, cancellationToken);

    public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default)
        => Allowed(BlobRights.Read).FindAsync(name, cancellationToken);

    public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
        => Allowed(BlobRights.Read).OpenReadAsync(name, cancellationToken);

    public Task<WriteOutcome> WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        WriteCondition condition = default,
        CancellationToken cancellationToken = default)
        => Allowed(BlobRights.Write).WriteAsync(name, write, condition, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
        => Allowed(BlobRights.Delete).DeleteAsync(name, cancellationToken);

    private IBlobArea Allowed(BlobRights right)
        => rights.HasFlag(right) ? inner : throw new RoleRefusedException(role, right, container);
}
