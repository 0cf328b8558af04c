using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub.Store;

/// <summary>Tells a disk of this machine from a file system that other machines may share.</summary>
internal static class FileSystems
{
    private static readonly string[] Shared =
    [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "gpfs", "gfs", "gfs2", "ocfs2", "glusterfs", "beegfs", "davfs", "9p",
        "fuse.sshfs", "fuse.blobfuse", "fuse.blobfuse2", "fuse.s3fs", "fuse.gcsfuse", "fuse.goofys", "fuse.rclone", "fuse.glusterfs", "fuse.ceph", "fuse.ceph-fuse", "fuse.davfs2", "fuse.mount.davfs",
    ];

    /// <exception cref="SharedFileSystemException">The folder is on a network file system.</exception>
    public static void RequireLocal(string folder)
    {
        var kind = OperatingSystem.IsLinux() && File.Exists("/proc/self/mountinfo")
            ? KindOf(Path.GetFullPath(folder), File.ReadAllLines("/proc/self/mountinfo"))
            : KindOf(Path.GetFullPath(folder));
        if (kind is not null && Shared.Contains(kind, StringComparer.OrdinalIgnoreCase))
            throw new SharedFileSystemException(kind);
    }

    /// <summary>
    /// The type of the file system that holds a path, by the kernel's list of mounts (proc_pid_mountinfo(5)): the mount point is the fifth
    /// field, and the type follows a hyphen. The last mount of a place is the one that is seen.
    /// </summary>
    public static string? KindOf(string path, IEnumerable<string> mountinfo)
    {
        string? kind = null;
        var longest = -1;
        foreach (var line in mountinfo)
        {
            var fields = line.Split(' ');
            var hyphen = Array.IndexOf(fields, "-");
            if (hyphen < 5 || hyphen + 1 >= fields.Length)
                continue;
            var mount = Unescape(fields[4]);
            if (mount.Length >= longest && Holds(mount, path))
                (kind, longest) = (fields[hyphen + 1], mount.Length);
        }

        return kind;
    }

    private static bool Holds(string mount, string path) =>
        path.StartsWith(mount, StringComparison.Ordinal) && (mount.EndsWith('/') || path.Length == mount.Length || path[mount.Length] == '/');

    // Blanks and backslashes are octal in the kernel's list.
    private static string Unescape(string field)
    {
        for (var at = field.IndexOf('\\', StringComparison.Ordinal); at >= 0 && at + 3 < field.Length; at = field.IndexOf('\\', at + 1))
            field = field[..at] + (char)Convert.ToInt32(field.Substring(at + 1, 3), 8) + field[(at + 4)..];
        return field;
    }

    private static string? KindOf(string path)
    {
        if (path.StartsWith(@"\\", StringComparison.Ordinal))
            return "cifs";
        var root = Path.GetPathRoot(path);
        return root is { Length: > 0 } && new DriveInfo(root).DriveType == DriveType.Network ? "nfs" : null;
    }
}
