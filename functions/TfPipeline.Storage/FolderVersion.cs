using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace TfPipeline.Storage;

/// <summary>
/// What marks one version of a file: its length and its modification time to 100 ns. Writes through this adapter never repeat
/// a time for a name (<see cref="FolderCommit"/>), so the mark also tells apart two versions of equal length in one clock tick.
/// </summary>
internal static class FolderVersion
{
    public static BlobEntry EntryOf(string name, FileInfo file) => Entry(name, file.Length, file.LastWriteTimeUtc);

    public static BlobEntry EntryOf(string name, SafeFileHandle handle)
        => Entry(name, RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle));

    private static BlobEntry Entry(string name, long length, DateTime modified)
        => new(name, length, string.Create(CultureInfo.InvariantCulture, $"{modified.Ticks:x}-{length:x}"), new DateTimeOffset(modified, TimeSpan.Zero));
}
