using System.Buffers;
using System.Runtime.CompilerServices;

namespace TfPipeline.Storage;

/// <summary>One container as a folder. Links below it are not followed: they could lead out of it.</summary>
internal sealed class FolderArea(PipelineContainer container, string root, TimeProvider time) : IBlobArea
{
    private static readonly SearchValues<char> RefusedOnWindows = SearchValues.Create("<>:\"|?*");

    private readonly string _folder = Path.Combine(root, container.Account().FolderName(), container.BlobContainerName());
    private readonly FolderCommit _commit = new(
        Path.Combine(root, container.Account().FolderName()),
        isPrivate: container.Account() != StorageAccount.Analytics,
        time);

    public async IAsyncEnumerable<BlobEntry> ListAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        BlobName.CheckPrefix(prefix);
        await Task.CompletedTask;
        using var entries = new FolderListing(_folder, prefix).GetEnumerator();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            BlobEntry entry;
            try
            {
                if (!entries.MoveNext())
                    yield break;
                entry = entries.Current;
            }
            catch (Exception e) when (IsFileSystemFault(e))
            {
                throw StorageFaultException.FromFileSystem(container, "listing", e);
            }

            yield return entry;
        }
    }

    public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return Named("looking up a blob", () => Task.FromResult(Entry(name, path)));
    }

    public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return Named("opening a blob", () => Task.FromResult(Open(name, path)));
    }

    public async Task<WriteOutcome> WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        WriteCondition condition = default,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        BlobName.Check(name);
        var path = PathOf(name);
        var partial = await Named("starting a write", () => Task.FromResult(_commit.NewPartialFile()));
        try
        {
            await using (partial)
            {
                await using (var shielded = new LeaveOpenStream(partial))
                    await write(shielded, cancellationToken);
                await partial.FlushAsync(cancellationToken);
                partial.Flush(flushToDisk: true);
            }

            return await Named("completing a write", () => _commit.PublishAsync(partial.Name, path, condition, cancellationToken));
        }
        finally
        {
            File.Delete(partial.Name);
        }
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return Named("deleting a blob", () => _commit.DeleteAsync(path, cancellationToken));
    }

    private static bool IsFileSystemFault(Exception e) => e is IOException or UnauthorizedAccessException;

    private static BlobEntry? Entry(string name, string path)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LinkTarget is null ? FolderVersion.EntryOf(name, file) : null;
    }

    private OpenBlob? Open(string name, string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not null)
                return null;
            var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
            var entry = FolderVersion.EntryOf(name, handle);
            return new OpenBlob(entry, new BufferedStream(new FolderReadStream(handle, entry, container), FolderReadStream.BufferSize));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return null;
        }
    }

    private string PathOf(string name)
    {
        BlobName.CheckAddressable(name);
        if (name.Split('/').Any(part => part.Length == 0))
            throw new InvalidBlobNameException("it has an empty part");
        if (OperatingSystem.IsWindows() && name.AsSpan().ContainsAny(RefusedOnWindows))
            throw new InvalidBlobNameException("it holds a character that this file system does not take");
        var path = Path.GetFullPath(Path.Combine(_folder, name));
        // A last guard: whatever a file system makes of a name, it stays below the container.
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new InvalidBlobNameException("it leads out of its container");
        if (FolderListing.LeadsThroughLink(_folder, Path.GetDirectoryName(path)!))
            throw new InvalidBlobNameException("it leads through a link");
        return path;
    }

    private async Task<T> Named<T>(string action, Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (IsFileSystemFault(e) && e is not StorageFaultException)
        {
            throw StorageFaultException.FromFileSystem(container, action, e);
        }
    }
}
