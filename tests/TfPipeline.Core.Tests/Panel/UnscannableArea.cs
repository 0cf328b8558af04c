using System.Runtime.CompilerServices;
using TfPipeline.Storage;

namespace TfPipeline.Core.Tests.Panel;

/// <summary>An area whose listing says of one file that the malware scan passes it over.</summary>
internal sealed class UnscannableArea(IBlobArea inner, string file) : IBlobArea
{
    public async IAsyncEnumerable<BlobEntry> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var blob in inner.ListAsync(prefix, cancellationToken))
            yield return blob with { CanBeScanned = !blob.Name.EndsWith("/" + file, StringComparison.Ordinal) };
    }

    public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default) => inner.FindAsync(name, cancellationToken);

    public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default) => inner.OpenReadAsync(name, cancellationToken);

    public Task<WriteOutcome> WriteAsync(
        string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default)
        => inner.WriteAsync(name, write, condition, cancellationToken);

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => inner.DeleteAsync(name, cancellationToken);
}
