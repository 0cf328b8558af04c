using System.Text;
using NSubstitute;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Retention;
using TfPipeline.Core.Submissions;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Triggers;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestHost;
using TfPipeline.TestInfra;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Triggers;

[Trait("tier", "unit")]
public sealed class RetentionTests : IDisposable
{
    private const string Told = "E08000035/2019-04-01/Zebediah Quux.csv";
    private const string Untold = "E08000035/2019-04-02/Zebediah Quux.csv";
    private const string Extract = "offences/2021-03/people-1.parquet";

    private readonly TemporaryFolder folder = new();
    private readonly KeyRing keys = new(new RootKey(new byte[RootKey.Size], "v1"));

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Runs_every_sweep_and_then_fails_where_one_failed()
    {
        var (failing, other) = (Substitute.For<IRetentionSweep>(), Substitute.For<IRetentionSweep>());
        failing.SweepAsync(default).ReturnsForAnyArgs(Task.FromException(new InvalidOperationException("first")));
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => new RetentionTrigger([failing, other]).RetentionSweep(null!, CancellationToken.None));
        Assert.Equal("first", fault.Message);
        await other.ReceivedWithAnyArgs(1).SweepAsync(default);
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(1, 1, 2, 1)]
    public async Task Deletes_what_is_past_its_days_but_no_upload_whose_council_has_not_been_told(int days, int uploads, int extracts, int left)
    {
        var storage = await StorageAsync();
        var now = DateTimeOffset.UtcNow;
        var counts = await new RetentionSweeper(storage, new UploadIngestor(storage, keys)).SweepAsync(now.AddDays(days), now);

        Assert.Equal(new RetentionCounts(uploads, extracts, left), counts);
        Assert.Equal(uploads == 0, await storage[PipelineContainer.Uploads].FindAsync(Told) is not null);
        Assert.NotNull(await storage[PipelineContainer.Uploads].FindAsync(Untold));
        Assert.Equal(extracts == 0, await storage[PipelineContainer.Extracts].FindAsync(Extract) is not null);
        await foreach (var line in storage[PipelineContainer.Audit].ListAsync("retention/"))
        {
            await using var blob = await storage[PipelineContainer.Audit].OpenReadAsync(line.Name);
            using var reader = new StreamReader(blob!.Content);
            Assert.DoesNotContain("Zebediah", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(AppRole.Link, -1, -1, "")]
    [InlineData(AppRole.Link, 1, -1, "links/run-1/a.tfe cohort/snapshots/run-1/people.tfe")]
    [InlineData(AppRole.Link, -1, 1, "panel/run-1/people.parquet")]
    [InlineData(AppRole.Release, 1, -1, "")]
    [InlineData(AppRole.Release, -1, 1, "estimates/run-1/estimates.json proposals/2026-11/report.html")]
    public async Task Deletes_what_runs_left_once_it_is_past_its_days_and_nothing_else(AppRole role, int linkDays, int resultDays, string gone)
    {
        var storage = new RoleScopedStorage(new FolderStorage(folder.Path), role);
        var everything = new FolderStorage(folder.Path);
        (PipelineContainer Container, string Name)[] there =
        [
            (PipelineContainer.Links, "run-1/a.tfe"), (PipelineContainer.Cohort, "snapshots/run-1/people.tfe"), (PipelineContainer.Cohort, "E08000035/rows.tfe"),
            (PipelineContainer.Panel, "run-1/people.parquet"), (PipelineContainer.Estimates, "run-1/estimates.json"), (PipelineContainer.Proposals, "2026-11/report.html"),
            (PipelineContainer.Approvals, "checker/2026-11.json"), (PipelineContainer.Runs, "run-1/panel-ready.json"), (PipelineContainer.Analytics, "2026-11/SHA256SUMS"),
        ];
        foreach (var (container, name) in there)
            await WriteAsync(everything[container], name);

        var now = DateTimeOffset.UtcNow;
        var deleted = await new OldWorkSweeper(storage).SweepAsync(role, now.AddDays(linkDays), now.AddDays(resultDays), now);
        var found = new List<string>();
        foreach (var (container, name) in there)
        {
            if (await everything[container].FindAsync(name) is null)
                found.Add($"{container.BlobContainerName()}/{name}");
        }

        Assert.Equal(gone.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(found.Count, deleted);
    }

    /// <summary>The days of the sweep are those of the accounts' rules, so what the one deletes the other does too.</summary>
    [Fact]
    public async Task Sweeps_what_the_lifecycle_rules_of_the_template_delete()
    {
        var rules = (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Storage/storageAccounts/managementPolicies")
            .SelectMany(policy => policy["properties"]!["policy"]!["rules"]!.AsArray())
            .Select(rule => rule!["definition"]!["filters"]!["prefixMatch"]![0]!.GetValue<string>())
            .Where(prefix => prefix is not ("uploads/" or "extracts/" or "undelivered/"));
        var swept = Enum.GetValues<AppRole>().SelectMany(OldWorkSweeper.Of).Select(work => $"{work.Container.BlobContainerName()}/{work.Prefix}");
        Assert.Equal(rules.Order(StringComparer.Ordinal), swept.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("60", 0, true)]
    [InlineData("0", 2, true)]
    [InlineData(null, 2, true)]
    public async Task The_command_says_what_it_deleted_and_refuses_to_guess_the_days(string? raw, int code, bool stays)
    {
        await StorageAsync();
        await File.WriteAllBytesAsync(Path.Combine(folder.Path, "root.key"), new byte[RootKey.Size]);
        string[] days = raw is null ? [] : ["--raw-days", raw];
        var (exit, output) = await Tool.RunAsync(["sweep", "--storage", folder.Path, "--key-file", Path.Combine(folder.Path, "root.key"), "--link-days", "45", "--result-days", "220", .. days]);
        Assert.Equal(code, exit);
        Assert.Equal(stays, await new FolderStorage(folder.Path)[PipelineContainer.Uploads].FindAsync(Told) is not null);
        if (code == 0)
            Assert.Contains("deleted: 0 uploads", output, StringComparison.Ordinal);
    }

    private async Task<FolderStorage> StorageAsync()
    {
        var storage = new FolderStorage(folder.Path);
        await WriteAsync(storage[PipelineContainer.Uploads], Told);
        await new UploadIngestor(storage, keys).IngestAsync(Told);
        await WriteAsync(storage[PipelineContainer.Uploads], Untold);
        await WriteAsync(storage[PipelineContainer.Extracts], Extract);
        await WriteAsync(storage[PipelineContainer.Extracts], "offences/2021-03/manifest.json");
        return storage;
    }

    private static Task<WriteOutcome> WriteAsync(IBlobArea area, string name) =>
        area.WriteAsync(name, async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes("nothing of use"), token));
}
