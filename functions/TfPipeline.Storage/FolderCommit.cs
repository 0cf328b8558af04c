using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Storage;

/// <summary>
/// Makes a finished file visible in one step. Every change of a name happens under a lock file shared by all processes
/// (64 of them, chosen by name), which also remembers the last modification time given out: the next one is always later,
/// so no version's mark comes back, whatever the clock does and even after a deletion.
/// </summary>
internal sealed class FolderCommit(string accountFolder, bool isPrivate, TimeProvider time)
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(2);

    private readonly string _workFolder = Path.Combine(accountFolder, ".partial");
    private int _swept;

    /// <summary>An empty file beside the account's containers, which no listing shows.</summary>
    public FileStream NewPartialFile()
    {
        CreateWorkFolder();
        if (Interlocked.Exchange(ref _swept, 1) == 0)
            RemoveAbandoned();
        return new FileStream(Path.Combine(_workFolder, $"{Guid.NewGuid():n}.part"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 64 * 1024,
            Options = FileOptions.Asynchronous,
        });
    }

    public async Task<WriteOutcome> PublishAsync(string partial, string path, WriteCondition condition, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var gate = await LockAsync(path, cancellationToken);
        if (!Holds(condition, path))
            return WriteOutcome.ConditionNotMet;

        File.SetLastWriteTimeUtc(partial, NextTime(gate));
        if (!condition.MustBeAbsent)
        {
            File.Move(partial, path, overwrite: true);
            return WriteOutcome.Written;
        }

        try
        {
            // A hard link, so that a process that does not know the lock cannot be overwritten either.
            File.Move(partial, path, overwrite: false);
            return WriteOutcome.Written;
        }
        catch (IOException) when (Path.Exists(path))
        {
            return WriteOutcome.ConditionNotMet;
        }
    }

    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;
        await using var gate = await LockAsync(path, cancellationToken);
        if (!File.Exists(path))
            return false;
        File.Delete(path);
        return true;
    }

    private static bool Holds(WriteCondition condition, string path)
    {
        if (condition.MustBeAbsent)
            return !Path.Exists(path);
        if (condition.ETag is not { } etag)
            return true;
        var file = new FileInfo(path);
        return file.Exists && string.Equals(FolderVersion.EntryOf("", file).ETag, etag, StringComparison.Ordinal);
    }

    /// <summary>Errno of a held lock on Linux and on the BSDs, and the two sharing violations of Windows.</summary>
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 || (e.HResult & 0xFFFF) is 32 or 33;

    private void CreateWorkFolder()
    {
        if (!isPrivate || OperatingSystem.IsWindows() || Directory.Exists(accountFolder))
        {
            Directory.CreateDirectory(_workFolder);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(accountFolder)!);
        Directory.CreateDirectory(accountFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(_workFolder);
    }

    private DateTime NextTime(FileStream gate)
    {
        Span<byte> last = stackalloc byte[sizeof(long)];
        gate.Position = 0;
        var known = gate.ReadAtLeast(last, last.Length, throwOnEndOfStream: false) == last.Length;
        var ticks = time.GetUtcNow().UtcTicks;
        if (known)
            ticks = Math.Max(ticks, BinaryPrimitives.ReadInt64LittleEndian(last) + 1);
        BinaryPrimitives.WriteInt64LittleEndian(last, ticks);
        gate.Position = 0;
        gate.Write(last);
        gate.Flush();
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        CreateWorkFolder();
        var relative = Encoding.UTF8.GetBytes(Path.GetRelativePath(accountFolder, path));
        var file = Path.Combine(_workFolder, $"{SHA256.HashData(relative)[0] & 63:x2}.lock");
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeldByAnother(e))
            {
                // Another writer holds it for the moment of its own change; a dead process holds no lock.
                await Task.Delay(LockRetry, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>What killed processes left behind may hold identifiers: it must not stay for ever.</summary>
    private void RemoveAbandoned()
    {
        var limit = (time.GetUtcNow() - AbandonedAfter).UtcDateTime;
        foreach (var file in new DirectoryInfo(_workFolder).EnumerateFiles("*.part"))
        {
            if (file.LastWriteTimeUtc < limit)
                file.Delete();
        }
    }
}
