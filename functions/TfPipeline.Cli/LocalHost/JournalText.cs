using System.Text;

namespace TfPipeline.Cli.LocalHost;

/// <summary>What a journal's bytes say: its events, where the sound part ends, and the last checksum.</summary>
internal sealed record JournalText(IReadOnlyList<HistoryEvent> Events, long SoundLength, string LastChecksum)
{
    /// <summary>Reads a journal. A last line that a crash tore is left out; damage anywhere else is an error.</summary>
    /// <exception cref="JournalDamagedException">A line that is not the last one is not what was written.</exception>
    public static JournalText Parse(ReadOnlySpan<byte> bytes)
    {
        var events = new List<HistoryEvent>();
        var checksum = JournalLine.FirstChecksum;
        var start = 0;
        while (start < bytes.Length)
        {
            var length = bytes[start..].IndexOf((byte)'\n');
            if (length < 0)
                break;

            var line = Encoding.UTF8.GetString(bytes.Slice(start, length));
            if (JournalLine.Read(line, checksum, out var next) is not { } happened)
            {
                if (start + length + 1 < bytes.Length)
                    throw new JournalDamagedException(events.Count + 1);
                break;
            }

            events.Add(happened);
            checksum = next;
            start += length + 1;
        }

        return new JournalText(events, start, checksum);
    }
}
