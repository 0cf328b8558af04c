using System.Collections;

namespace TfPipeline.Storage;

/// <summary>
/// The files below a folder whose name starts with a prefix, in ordinal order of the whole name. One folder's entries are in
/// memory at a time: a subfolder sorts as its name with '/' behind it, which gives the order of the names below it.
/// </summary>
internal sealed class FolderListing(string folder, string prefix) : IEnumerable<BlobEntry>
{
    public IEnumerator<BlobEntry> GetEnumerator()
    {
        var start = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (start.Contains("//", StringComparison.Ordinal) || start.StartsWith('/') || LeadsThroughLink(folder, Path.Combine(folder, start)))
            return Enumerable.Empty<BlobEntry>().GetEnumerator();
        return Below(start).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether a folder between the container and the end of a path is a link.</summary>
    public static bool LeadsThroughLink(string container, string path)
    {
        var at = Path.TrimEndingDirectorySeparator(path);
        for (; at.Length > container.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new DirectoryInfo(at).LinkTarget is not null)
                return true;
        }

        return false;
    }

    private IEnumerable<BlobEntry> Below(string parent)
    {
        var directory = new DirectoryInfo(Path.Combine(folder, parent));
        if (!directory.Exists)
            yield break;

        foreach (var (name, info) in Sorted(directory, parent))
        {
            if (info is DirectoryInfo)
            {
                foreach (var entry in Below(name))
                    yield return entry;
            }
            else if (Entry(name, (FileInfo)info) is { } entry)
            {
                yield return entry;
            }
        }
    }

    private List<(string Name, FileSystemInfo Info)> Sorted(DirectoryInfo directory, string parent)
    {
        var found = new List<(string Name, FileSystemInfo Info)>();
        foreach (var info in directory.EnumerateFileSystemInfos())
        {
            if (info.Attributes.HasFlag(FileAttributes.ReparsePoint))
                continue;
            var name = parent + info.Name + (info is DirectoryInfo ? "/" : "");
            var shorter = Math.Min(name.Length, prefix.Length);
            if (string.CompareOrdinal(name, 0, prefix, 0, shorter) == 0 && (info is DirectoryInfo || name.Length >= prefix.Length))
                found.Add((name, info));
        }

        found.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    private static BlobEntry? Entry(string name, FileInfo file)
    {
        // Deleted since the folder was read: then it is not there.
        try
        {
            return FolderOddities.IsPipe(file) ? null : FolderVersion.EntryOf(name, file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
