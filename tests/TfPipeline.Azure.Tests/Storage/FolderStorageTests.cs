using TfPipeline.Storage;

namespace TfPipeline.Azure.Tests.Storage;

[Trait("tier", "unit")]
public sealed class FolderStorageTests : StorageContract, IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tfp-storage-");

    public void Dispose() => _root.Delete(recursive: true);

    protected override Task<IBlobArea> NewAreaAsync()
        => Task.FromResult(new FolderStorage(Path.Combine(_root.FullName, Guid.NewGuid().ToString("n")))[PipelineContainer.Cohort]);

    [Fact]
    public async Task Lays_blobs_out_by_account_and_container()
    {
        var storage = new FolderStorage(_root.FullName);
        foreach (var container in Enum.GetValues<PipelineContainer>())
            await storage[container].WriteAsync("a/b", Text("1"));
        Assert.All(
            ["landing/uploads", "landing/extracts", "landing/receipts", "landing/summaries", "working/cohort", "working/links", "working/panel", "working/estimates", "working/audit", "working/runs", "analytics/analytics"],
            folder => Assert.True(File.Exists(Path.Combine(_root.FullName, folder, "a", "b"))));
    }

    [Fact]
    public async Task An_open_read_stays_on_its_version_after_a_rewrite_and_a_delete()
    {
        var area = await NewAreaAsync();
        await area.WriteAsync("x", Text("first"));
        await using var blob = await area.OpenReadAsync("x");
        await area.WriteAsync("x", Text("second"));
        await area.DeleteAsync("x");
        using var reader = new StreamReader(blob!.Content);
        Assert.Equal("first", await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_file_that_grows_under_a_reader_is_noticed()
    {
        var storage = new FolderStorage(_root.FullName);
        var area = storage[PipelineContainer.Uploads];
        await area.WriteAsync("x", Text("first"));
        await using var blob = await area.OpenReadAsync("x");
        await File.AppendAllTextAsync(Path.Combine(_root.FullName, "landing", "uploads", "x"), "more");
        await Assert.ThrowsAsync<BlobChangedException>(() => blob!.Content.CopyToAsync(Stream.Null));
    }

    [Fact]
    public async Task A_clock_that_stands_still_or_runs_back_gives_new_marks()
    {
        var clock = new SettableTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var area = new FolderStorage(_root.FullName, clock)[PipelineContainer.Runs];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 5; i++)
        {
            await area.WriteAsync("x", Text("same"));
            Assert.True(seen.Add((await area.FindAsync("x"))!.ETag));
            await area.DeleteAsync("x");
            clock.Now = clock.Now.AddHours(-i);
        }
    }

    [Fact]
    public async Task What_a_killed_writer_left_is_never_listed_and_goes_after_a_day()
    {
        var area = new FolderStorage(_root.FullName)[PipelineContainer.Runs];
        await area.WriteAsync("x", Text("1"));
        var work = Path.Combine(_root.FullName, "working", ".partial");
        var left = Path.Combine(work, "killed.part");
        await File.WriteAllTextAsync(left, "half");
        Assert.Equal(["x"], await NamesAsync(area));

        await new FolderStorage(_root.FullName)[PipelineContainer.Runs].WriteAsync("y", Text("1"));
        Assert.True(File.Exists(left));
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-25));
        await new FolderStorage(_root.FullName)[PipelineContainer.Runs].WriteAsync("y", Text("1"));
        Assert.Empty(Directory.GetFiles(work, "*.part"));
    }

    [Fact]
    public async Task A_link_below_a_container_is_not_followed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_root.FullName, "outside"));
        var secret = Path.Combine(outside.FullName, "secret");
        await File.WriteAllTextAsync(secret, "not yours");
        var area = new FolderStorage(_root.FullName)[PipelineContainer.Uploads];
        await area.WriteAsync("x", Text("1"));
        var container = Path.Combine(_root.FullName, "landing", "uploads");
        File.CreateSymbolicLink(Path.Combine(container, "file"), secret);
        Directory.CreateSymbolicLink(Path.Combine(container, "folder"), outside.FullName);

        Assert.Equal(["x"], await NamesAsync(area));
        Assert.Empty(await NamesAsync(area, "folder/"));
        Assert.Null(await area.OpenReadAsync("file"));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.OpenReadAsync("folder/secret"));
        await Assert.ThrowsAsync<InvalidBlobNameException>(() => area.WriteAsync("folder/secret", Text("mine")));
        Assert.Equal("not yours", await File.ReadAllTextAsync(secret));
    }

    [Fact]
    public async Task A_fault_of_the_file_system_names_no_path()
    {
        var area = new FolderStorage(_root.FullName)[PipelineContainer.Uploads];
        await area.WriteAsync("taken", Text("1"));
        var fault = await Assert.ThrowsAsync<StorageFaultException>(() => area.WriteAsync("taken/below", Text("2")));
        Assert.DoesNotContain("taken", fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_root.FullName, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Landing_and_working_are_private_to_their_owner()
    {
        if (OperatingSystem.IsWindows())
            return;
        var storage = new FolderStorage(_root.FullName);
        await storage[PipelineContainer.Uploads].WriteAsync("x", Text("1"));
        var mode = File.GetUnixFileMode(Path.Combine(_root.FullName, "landing"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
    }

    private sealed class SettableTime(DateTimeOffset start) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
