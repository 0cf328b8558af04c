using System.Text;
using TfPipeline.Cli.LocalHost;

namespace TfPipeline.Functions.Tests.LocalHost;

[Trait("tier", "unit")]
public sealed class JournalTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    private static readonly HistoryEvent[] Events =
    [
        new ExecutionStarted("LinkRun", """{"RunId":"r1"}""", Start),
        new EpisodeStarted(Start.AddSeconds(1)),
        new ActivityScheduled(0, "SnapshotCohort", null),
        new TaskCompleted(0, "12"),
        new ExecutionCompleted(null, Start.AddSeconds(2)),
    ];

    private readonly TemporaryFolder folder = new();

    private string FilePath => folder.File("r1.journal");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Gives_back_what_was_appended()
    {
        Write();
        using var journal = Journal.Open(FilePath);
        Assert.Equal(Events, journal.Events);
    }

    [Fact]
    public void Drops_a_torn_last_line_wherever_it_was_torn()
    {
        Write();
        var whole = File.ReadAllBytes(FilePath);
        var lines = Encoding.UTF8.GetString(whole).Split('\n');
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            File.WriteAllBytes(FilePath, whole[..cut]);
            using var journal = Journal.Open(FilePath);
            var sound = Encoding.UTF8.GetString(whole[..cut]).Split('\n').Length - 1;
            Assert.Equal(Events.Take(sound), journal.Events);
            Assert.Equal(lines.Take(sound).Sum(line => Encoding.UTF8.GetByteCount(line) + 1), new FileInfo(FilePath).Length);
        }
    }

    [Fact]
    public void Goes_on_after_a_torn_line_as_if_it_had_never_been()
    {
        Write();
        using (var file = File.Open(FilePath, FileMode.Append))
            file.Write("00ff00ff00ff00ff {\"kind\":\"task-comp"u8);
        using (var journal = Journal.Open(FilePath))
            journal.Append(new StatusChanged("1"));
        Assert.Equal([.. Events, new StatusChanged("1")], Journal.Peek(FilePath));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Refuses_damage_before_the_last_line_and_names_the_line(int line)
    {
        Write();
        var lines = File.ReadAllText(FilePath).Split('\n');
        lines[line - 1] = lines[line - 1].Replace("2026", "2025", StringComparison.Ordinal).Replace("12", "13", StringComparison.Ordinal);
        File.WriteAllText(FilePath, string.Join('\n', lines));

        var fault = Assert.Throws<JournalDamagedException>(() => Journal.Open(FilePath));
        Assert.Equal(line, fault.Line);
    }

    [Fact]
    public void Refuses_a_journal_that_lacks_a_line()
    {
        Write();
        var lines = File.ReadAllText(FilePath).Split('\n').ToList();
        lines.RemoveAt(2);
        File.WriteAllText(FilePath, string.Join('\n', lines));
        Assert.Equal(3, Assert.Throws<JournalDamagedException>(() => Journal.Open(FilePath)).Line);
    }

    [Fact]
    public void Lets_one_writer_in_and_any_number_of_readers()
    {
        using var journal = Journal.Open(FilePath);
        journal.Append(Events);
        Assert.Throws<JournalInUseException>(() => Journal.Open(FilePath));
        Assert.Equal(Events, Journal.Peek(FilePath));
    }

    [Fact]
    public void Has_nothing_to_show_where_there_is_no_file() => Assert.Null(Journal.Peek(folder.File("none.journal")));

    private void Write()
    {
        using var journal = Journal.Open(FilePath);
        foreach (var one in Events)
            journal.Append(one);
    }
}
