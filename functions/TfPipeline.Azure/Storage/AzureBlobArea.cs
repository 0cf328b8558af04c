using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>One container in Azure Storage.</summary>
internal sealed class AzureBlobArea(
    BlobContainerClient client,
    PipelineContainer container,
    bool makeContainer,
    AzureUploadSizes? sizes = null) : IBlobArea
{
    public async IAsyncEnumerable<BlobEntry> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobName.CheckPrefix(prefix);
        var found = await AzureFaults.NamedAsync(container, "listing", async () =>
        {
            var entries = new List<BlobEntry>();
            try
            {
                await foreach (var item in client.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
                    entries.Add(Entry(item));
            }
            catch (RequestFailedException e) when (AzureFaults.IsMissingContainer(e))
            {
                entries.Clear();
            }

            return entries;
        });

        // The service sorts by UTF-8 bytes, which differs from ordinal order beyond the basic plane.
        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var entry in found)
            yield return entry;
    }

    public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobName.CheckAddressable(name);
        return AzureFaults.NamedAsync(container, "looking up a blob", async () =>
        {
            try
            {
                var properties = await client.GetBlobClient(name).GetPropertiesAsync(conditions: null, cancellationToken);
                return Entry(name, properties.Value);
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        });
    }

    public async Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
        => await FindAsync(name, cancellationToken) is { } entry
            ? new OpenBlob(entry, new AzureReadStream(client.GetBlobClient(name), entry, container))
            : null;

    public async Task<WriteOutcome> WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        WriteCondition condition = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        BlobName.Check(name);
        await using var content = NewTemporaryFile();
        await using (var shielded = new LeaveOpenStream(content))
            await write(shielded, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        var upload = new AzureUpload(client, name, content, condition, sizes ?? AzureUploadSizes.Default);
        return await AzureFaults.NamedAsync(container, "writing a blob", async () =>
        {
            try
            {
                return await upload.RunAsync(cancellationToken);
            }
            catch (RequestFailedException e) when (makeContainer && AzureFaults.IsMissingContainer(e))
            {
                await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                return await upload.RunAsync(cancellationToken);
            }
        });
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        BlobName.CheckAddressable(name);
        return AzureFaults.NamedAsync(container, "deleting a blob", async () =>
        {
            try
            {
                return (await client.GetBlobClient(name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, conditions: null, cancellationToken)).Value;
            }
            catch (RequestFailedException e) when (AzureFaults.IsMissingContainer(e))
            {
                return false;
            }
        });
    }

    private static BlobEntry Entry(BlobItem item) => new(
        item.Name,
        item.Properties.ContentLength ?? 0,
        Mark(item.Properties.ETag),
        item.Properties.LastModified ?? default)
    {
        CanBeScanned = (item.Properties.BlobType ?? BlobType.Block) == BlobType.Block && (item.Properties.ContentLength ?? 0) <= BlobEntry.LargestScanned,
    };

    private static BlobEntry Entry(string name, BlobProperties properties)
        => new(name, properties.ContentLength, Mark(properties.ETag), properties.LastModified);

    // Listings give the mark without the quotes that the headers have.
    private static string Mark(ETag? etag) => etag?.ToString().Trim('"') ?? "";

    /// <summary>Gone when it is closed, and on Unix without a name from the start: a killed process leaves nothing behind.</summary>
    private static FileStream NewTemporaryFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"tfp-{Guid.NewGuid():n}.part");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 64 * 1024,
            Options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
