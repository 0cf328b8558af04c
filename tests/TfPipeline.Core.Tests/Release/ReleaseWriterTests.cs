using System.Security.Cryptography;
using System.Text.Json;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Release;

public sealed class ReleaseWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("release").FullName;
    private readonly FolderStorage _storage;

    public ReleaseWriterTests() => _storage = new FolderStorage(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    [Trait("tier", "integration")]
    public async Task Publishes_every_file_with_its_hash()
    {
        var outcome = Assert.IsType<ReleaseOutcome.Published>(await Publish());
        var sums = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        var lines = sums.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(outcome.Files, lines.Length + 1);
        foreach (var line in lines)
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(await Bytes(PipelineContainer.Analytics, "r1/" + line[66..]))));
        foreach (var name in new[] { "report.html", "README.md", "datapackage.json", "disclosure.json", "queries.sql", "tables/effects.parquet", "tables/outcomes.parquet", "tables/flow.parquet", "secure/people.parquet" })
            Assert.Contains(lines, l => l.EndsWith("  " + name, StringComparison.Ordinal));
        var pointer = JsonDocument.Parse(await Text(PipelineContainer.Analytics, "latest.json")).RootElement;
        Assert.Equal(("r1", outcome.SumsHash), (pointer.GetProperty("release").GetString(), pointer.GetProperty("sha256OfSums").GetString()));
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task Publishing_again_changes_nothing()
    {
        await Publish();
        var before = Snapshot();
        Assert.IsType<ReleaseOutcome.AlreadyThere>(await Publish());
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task Other_content_under_the_same_name_is_refused_and_changes_nothing()
    {
        await Publish();
        var before = Snapshot();
        var outcome = await ReleaseWriter.PublishAsync(
            SimulatedRelease.Panel, SimulatedRelease.Evaluation, DisclosurePolicy.Default with { MinimumCount = 12, Version = "2" }, "r1", _storage);
        Assert.IsType<ReleaseOutcome.NameTaken>(outcome);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_broken_attempt_is_finished_by_the_next()
    {
        await Publish();
        var whole = Snapshot();
        await _storage[PipelineContainer.Analytics].DeleteAsync("r1/SHA256SUMS");
        await _storage[PipelineContainer.Analytics].DeleteAsync("r1/tables/effects.parquet");
        await _storage[PipelineContainer.Analytics].DeleteAsync("latest.json");
        Assert.IsType<ReleaseOutcome.Published>(await Publish());
        Assert.Equal(whole, Snapshot());
    }

    /// <summary>The role that publishes may not delete, so what another attempt left is neither removed nor mixed in.</summary>
    [Fact]
    [Trait("tier", "integration")]
    public async Task A_name_under_which_another_files_lie_is_refused_and_nothing_changes()
    {
        await _storage[PipelineContainer.Analytics].WriteAsync("r1/tables/other.parquet", (s, token) => s.WriteAsync(new byte[3], token).AsTask());
        var before = Snapshot();
        Assert.IsType<ReleaseOutcome.NameTaken>(await Publish());
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_release_without_its_last_mark_gets_summaries_and_pointer()
    {
        await Publish();
        var whole = Snapshot();
        await _storage[PipelineContainer.Audit].DeleteAsync("disclosure/r1.published");
        await _storage[PipelineContainer.Analytics].DeleteAsync("latest.json");
        Assert.IsType<ReleaseOutcome.Published>(await Publish());
        Assert.Equal(whole, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task With_another_key_only_references_differ()
    {
        await Publish();
        var one = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        foreach (var container in new[] { PipelineContainer.Analytics, PipelineContainer.Audit })
        {
            await foreach (var blob in _storage[container].ListAsync(""))
                await _storage[container].DeleteAsync(blob.Name);
        }

        await ReleaseWriter.PublishAsync(SimulatedRelease.WithOtherKey(), SimulatedRelease.Evaluation, DisclosurePolicy.Default, "r1", _storage);
        var other = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        var differing = one.Split('\n').Except(other.Split('\n')).ToList();
        Assert.Equal("secure/people.parquet", Assert.Single(differing)[66..]);
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task Details_of_disclosure_control_stay_in_working()
    {
        await Publish();
        Assert.Contains("\"protectionWidth\": 10", await Text(PipelineContainer.Audit, "disclosure/r1.json"), StringComparison.Ordinal);
        await foreach (var blob in _storage[PipelineContainer.Analytics].ListAsync("r1/"))
        {
            var text = await Text(PipelineContainer.Analytics, blob.Name);
            foreach (var parameter in new[] { "minimumCount", "protectionWidth", "MinimumCount", "secondary", "primary suppress" })
                Assert.DoesNotContain(parameter, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task Every_council_gets_its_own_figures_beside_England()
    {
        await Publish();
        foreach (var council in SimulatedRelease.Panel.People.Council.Distinct())
        {
            var page = await Text(PipelineContainer.Summaries, $"{council}/summary.html");
            Assert.Contains(council, page, StringComparison.Ordinal);
            Assert.All(SimulatedRelease.Panel.People.Council.Distinct().Where(c => c != council), c => Assert.DoesNotContain(c, page, StringComparison.Ordinal));
            Assert.Contains("\"england\"", await Text(PipelineContainer.Summaries, $"{council}/summary.json"), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task DuckDB_reads_every_file_and_the_example_queries_run()
    {
        await Publish();
        var folder = Path.GetDirectoryName(Directory.GetFiles(_root, "SHA256SUMS", SearchOption.AllDirectories).Single())!;
        foreach (var file in Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories))
            await Duck(folder, $"SELECT count(*) FROM '{file}'");
        var people = await Duck(folder, "SELECT count(*) AS n, count(DISTINCT person_reference) AS r FROM 'secure/people.parquet'");
        var n = long.Parse(people[0].GetProperty("n").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(n, SimulatedRelease.Panel.People.Count * 0.9, SimulatedRelease.Panel.People.Count);
        var withheld = await Duck(folder, "SELECT count(*) AS n FROM 'tables/outcomes.parquet' WHERE events < 10 OR people < 10 OR events % 5 <> 0 OR people % 5 <> 0");
        Assert.Equal("0", withheld[0].GetProperty("n").GetString());
        var queries = await Text(PipelineContainer.Analytics, "r1/queries.sql");
        foreach (var query in queries.Split(";\n").Where(q => q.Contains("FROM", StringComparison.Ordinal)))
            await Duck(folder, query);
    }

    [Theory]
    [Trait("tier", "unit")]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("a\n")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Refuses_names_that_are_not_plain(string name) => Assert.Null(ReleaseName.TryParse(name));

    private Task<ReleaseOutcome> Publish()
        => ReleaseWriter.PublishAsync(SimulatedRelease.Panel, SimulatedRelease.Evaluation, DisclosurePolicy.Default, "r1", _storage);

    private SortedDictionary<string, string> Snapshot()
        => new(Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Where(f => !f.Contains(".partial", StringComparison.Ordinal)).ToDictionary(f => f, f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);

    private async Task<byte[]> Bytes(PipelineContainer container, string name)
    {
        await using var blob = await _storage[container].OpenReadAsync(name);
        Assert.NotNull(blob);
        using var copy = new MemoryStream();
        await blob.Content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private async Task<string> Text(PipelineContainer container, string name) => System.Text.Encoding.UTF8.GetString(await Bytes(container, name));

    private static async Task<List<JsonElement>> Duck(string folder, string sql)
    {
        var output = await NodeTools.RunAsync("duck.mjs", $"SET file_search_path = '{folder}'", sql);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }
}
