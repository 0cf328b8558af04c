using System.Text;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// The journal of one orchestration on disk: append-only, forced to the disk before anything acts on it, one process at a time.
/// </summary>
internal sealed class Journal : IDisposable
{
    private readonly FileStream file;
    private readonly FileStream mark;
    private readonly List<HistoryEvent> events;
    private string checksum;

    private Journal(FileStream file, FileStream mark, JournalText text)
    {
        this.file = file;
        this.mark = mark;
        events = [.. text.Events];
        checksum = text.LastChecksum;
    }

    /// <summary>All events, oldest first, as a reader of the file would see them.</summary>
    public IReadOnlyList<HistoryEvent> Events => events;

    /// <exception cref="JournalInUseException">Another process has it open.</exception>
    /// <exception cref="JournalDamagedException">A line that is not the last one is not what was written.</exception>
    public static Journal Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var taken = TakeMark(path + ".lock");
        FileStream? opened = null;
        try
        {
            opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
            var bytes = new byte[opened.Length];
            opened.ReadExactly(bytes);
            var text = JournalText.Parse(bytes);
            opened.SetLength(text.SoundLength);
            opened.Seek(0, SeekOrigin.End);
            return new Journal(opened, taken, text);
        }
        catch
        {
            opened?.Dispose();
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Reads a journal that may be in use; null where there is none.</summary>
    public static IReadOnlyList<HistoryEvent>? Peek(string path)
    {
        if (!File.Exists(path))
            return null;

        using var peeked = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        peeked.CopyTo(copy);
        return JournalText.Parse(copy.GetBuffer().AsSpan(0, (int)copy.Length)).Events;
    }

    /// <summary>Appends events in one write and returns when they are on the disk.</summary>
    public void Append(params ReadOnlySpan<HistoryEvent> happened)
    {
        var lines = new StringBuilder();
        foreach (var one in happened)
        {
            var before = checksum;
            var line = JournalLine.Write(one, before, out checksum);
            lines.Append(line);
            events.Add(JournalLine.Read(line[..^1], before, out _)!);
        }

        file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        file.Dispose();
        mark.Dispose();
    }

    /// <summary>The system gives the mark back when the process ends, however it ends.</summary>
    private static FileStream TakeMark(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            throw new JournalInUseException(busy);
        }
    }
}
