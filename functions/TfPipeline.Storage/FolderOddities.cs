namespace TfPipeline.Storage;

/// <summary>
/// What lies below a folder and is never read as a blob: links, which could lead out of it; pipes and devices, which have no end; and
/// names that are not UTF-8, which nothing here can open. They are counted, so that none is passed over in silence.
/// </summary>
/// <param name="Links">Links to files or folders.</param>
/// <param name="Pipes">Pipes, sockets and devices.</param>
/// <param name="Unnameable">Files and folders whose names are not UTF-8.</param>
public readonly record struct FolderOddities(int Links, int Pipes, int Unnameable)
{
    // What a byte that is no UTF-8 is read as.
    private const char Unreadable = '\uFFFD';

    /// <summary>True where there are none.</summary>
    public bool AreNone => this == default;

    /// <summary>Counts them; nothing is opened for reading.</summary>
    public static FolderOddities Below(string folder)
    {
        int links = 0, pipes = 0, unnameable = 0;
        var waiting = new Stack<DirectoryInfo>();
        waiting.Push(new DirectoryInfo(folder));
        while (waiting.TryPop(out var at))
        {
            if (!at.Exists)
                continue;
            foreach (var info in at.EnumerateFileSystemInfos())
            {
                // Nothing lies under the name as it was read, so whatever is said of it there is said of nothing.
                if (info.Name.Contains(Unreadable, StringComparison.Ordinal))
                    unnameable++;
                else if (info.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    links++;
                else if (info is DirectoryInfo below)
                    waiting.Push(below);
                else if (IsPipe((FileInfo)info))
                    pipes++;
            }
        }

        return new FolderOddities(links, pipes, unnameable);
    }

    /// <summary>
    /// True for a pipe, a socket or a device. Only what has no length is opened, and for reading and writing: opening a pipe for reading
    /// alone would wait until somebody writes.
    /// </summary>
    internal static bool IsPipe(FileInfo file)
    {
        if (OperatingSystem.IsWindows() || !file.Exists || file.Length > 0)
            return false;
        try
        {
            using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return !stream.CanSeek;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            // A socket can't be opened at all.
            return true;
        }
    }
}
