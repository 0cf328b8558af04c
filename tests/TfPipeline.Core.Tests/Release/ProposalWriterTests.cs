using System.Security.Cryptography;
using System.Text.Json;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Release;

public sealed class ProposalWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("release").FullName;
    private readonly FolderStorage _storage;
    private readonly StandingTime _time = new();

    public ProposalWriterTests() => _storage = new FolderStorage(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    [Trait("tier", "integration")]
    public async Task Publishes_every_file_with_its_hash()
    {
        var outcome = await Publish();
        var sums = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        var lines = sums.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
            Assert.Equal(line[..64], Convert.ToHexStringLower(SHA256.HashData(await Bytes(PipelineContainer.Analytics, "r1/" + line[66..]))));
        foreach (var name in new[] { "report.html", "README.md", "datapackage.json", "disclosure.json", "queries.sql", "tables/effects.parquet", "tables/outcomes.parquet", "tables/flow.parquet", "secure/people.parquet" })
            Assert.Contains(lines, l => l.EndsWith("  " + name, StringComparison.Ordinal));
        var pointer = JsonDocument.Parse(await Text(PipelineContainer.Analytics, "latest.json")).RootElement;
        Assert.Equal(("r1", outcome.SumsHash), (pointer.GetProperty("release").GetString(), pointer.GetProperty("sha256OfSums").GetString()));
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_proposal_publishes_nothing_and_its_bytes_are_what_is_published()
    {
        var proposed = Assert.IsType<ProposalOutcome.Proposed>(await Propose());
        await foreach (var blob in _storage[PipelineContainer.Analytics].ListAsync(""))
            Assert.Fail("published without a decision: " + blob.Name);
        await foreach (var blob in _storage[PipelineContainer.Summaries].ListAsync(""))
            Assert.Fail("published without a decision: " + blob.Name);
        var proposal = await StoredProposal.FindAsync(_storage, "r1");
        Assert.Equal(proposed.ProposalHash, proposal!.Hash);
        Assert.True(await proposal.IsWholeAsync());
        var files = proposal.Files.Where(f => f.StartsWith("release/", StringComparison.Ordinal)).ToDictionary(f => f["release/".Length..], f => f);
        await Approve();
        await foreach (var blob in _storage[PipelineContainer.Analytics].ListAsync("r1/"))
            Assert.Equal(await Bytes(PipelineContainer.Proposals, "r1/" + files[blob.Name["r1/".Length..]]), await Bytes(PipelineContainer.Analytics, blob.Name));
        Assert.Contains(proposal.Files, f => f == "review.html");
        Assert.Null(await _storage[PipelineContainer.Analytics].FindAsync("r1/review.html"));
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task Proposing_and_deciding_again_changes_nothing()
    {
        await Publish();
        var before = Snapshot();
        Assert.IsType<ProposalOutcome.AlreadyThere>(await Writer().ClaimAsync(SimulatedRelease.Panel.Info.RunId, "r1", again: true));
        Assert.IsType<ProposalOutcome.AlreadyThere>(await Propose());
        Assert.Equal(DecisionResult.Published, (await new DecisionMaker(_storage, _time).DecideAsync("checker/r1.json"))!.Result);
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_name_that_is_taken_is_noticed_before_any_work_and_nothing_changes()
    {
        await Propose();
        var before = Snapshot();
        Assert.IsType<ProposalOutcome.NameTaken>(await Writer().ClaimAsync("another-run", "r1", again: true));
        Assert.IsType<ProposalOutcome.NameTaken>(await Writer().ProposeAsync(
            SimulatedRelease.Panel with { Info = SimulatedRelease.Panel.Info with { RunId = "another-run" } }, SimulatedRelease.Evaluation with { RunId = "another-run" }, "r1"));
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_rejected_proposal_is_made_again_from_the_same_panel_only_where_that_is_asked_for()
    {
        var first = Assert.IsType<ProposalOutcome.Proposed>(await Propose());
        await Decide(DecisionKind.Reject, first.ProposalHash, "too early");
        Assert.Equal(ReleaseState.Rejected, Assert.IsType<ProposalOutcome.Declined>(await Writer().ClaimAsync(SimulatedRelease.Panel.Info.RunId, "r1", again: false)).State);
        Assert.Null(await Writer().ClaimAsync(SimulatedRelease.Panel.Info.RunId, "r1", again: true));
        var second = Assert.IsType<ProposalOutcome.Proposed>(await Writer().ProposeAsync(SimulatedRelease.Panel, SimulatedRelease.Evaluation, "r1"));
        Assert.Equal((first.ProposalHash, first.SumsHash), (second.ProposalHash, second.SumsHash));
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task A_broken_publication_is_finished_by_the_next_attempt()
    {
        await Publish();
        var whole = Snapshot();
        foreach (var (container, blob) in new[]
        {
            (PipelineContainer.Audit, "decisions/checker/r1.json"), (PipelineContainer.Audit, "releases/r1/0004.json"), (PipelineContainer.Analytics, "r1/SHA256SUMS"),
            (PipelineContainer.Analytics, "r1/tables/effects.parquet"), (PipelineContainer.Analytics, "latest.json"),
        })
            Assert.True(await _storage[container].DeleteAsync(blob));
        Assert.Equal(DecisionResult.Published, (await new DecisionMaker(_storage, _time).DecideAsync("checker/r1.json"))!.Result);
        Assert.Equal(whole, Snapshot());
    }

    /// <summary>The role that publishes may not delete, so what another attempt left is neither removed nor mixed in.</summary>
    [Fact]
    [Trait("tier", "integration")]
    public async Task A_name_under_which_another_files_lie_is_refused_and_nothing_is_published()
    {
        await _storage[PipelineContainer.Analytics].WriteAsync("r1/tables/other.parquet", (s, token) => s.WriteAsync(new byte[3], token).AsTask());
        var outcome = await Publish();
        Assert.Equal((DecisionResult.Refused, DecisionRefusal.NameTaken), (outcome.Result, outcome.Refusal));
        Assert.Null(await _storage[PipelineContainer.Analytics].FindAsync("r1/report.html"));
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task With_another_key_only_references_differ()
    {
        await Publish();
        var one = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        foreach (var container in Enum.GetValues<PipelineContainer>())
        {
            await foreach (var blob in _storage[container].ListAsync(""))
                await _storage[container].DeleteAsync(blob.Name);
        }

        await Propose(SimulatedRelease.WithOtherKey());
        await Approve();
        var other = await Text(PipelineContainer.Analytics, "r1/SHA256SUMS");
        var differing = one.Split('\n').Except(other.Split('\n')).ToList();
        Assert.Equal("secure/people.parquet", Assert.Single(differing)[66..]);
    }

    [Fact]
    [Trait("tier", "integration")]
    public async Task The_review_page_says_what_is_withheld_and_what_changed_since_the_last_release()
    {
        await Publish();
        _time.Now += TimeSpan.FromDays(1);
        var later = SimulatedRelease.Panel with { Info = SimulatedRelease.Panel.Info with { RunId = "later", People = SimulatedRelease.Panel.Info.People + 1234 } };
        var evaluation = SimulatedRelease.Evaluation with { RunId = "later" };
        await new RunAskers(_storage).AskAsync("operator", new RunAskedFor("r2", _time.Now) { Supersedes = "r1", RevisionNote = "a <late> file", ForError = true });
        Assert.Null(await Writer().ClaimAsync("later", "r2", again: false));
        await Writer().ProposeAsync(later, evaluation, "r2");
        var page = await Text(PipelineContainer.Proposals, "r2/review.html");
        foreach (var part in new[] { "Counts withheld, by rule", "Compared with r1", "Linkage quality", "Deliveries used", "Not examined", "a &lt;late&gt; file" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.Contains("replaces `r1`, which was wrong: a \\<late\\> file", await Text(PipelineContainer.Proposals, "r2/release/README.md"), StringComparison.Ordinal);
        Assert.Contains("\"forError\": true", await Text(PipelineContainer.Proposals, "r2/release/revision.json"), StringComparison.Ordinal);
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
        var folder = Path.GetDirectoryName(Directory.GetFiles(Path.Combine(_root, "analytics"), "SHA256SUMS", SearchOption.AllDirectories).Single())!;
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

    private async Task<DecisionOutcome> Publish()
    {
        await Propose();
        return await Approve();
    }

    private async Task<ProposalOutcome> Propose(PanelData? panel = null)
    {
        await Writer().ClaimAsync(SimulatedRelease.Panel.Info.RunId, "r1", again: false);
        return await Writer().ProposeAsync(panel ?? SimulatedRelease.Panel, SimulatedRelease.Evaluation, "r1");
    }

    private async Task<DecisionOutcome> Approve() => await Decide(DecisionKind.Approve, (await StoredProposal.FindAsync(_storage, "r1"))!.Hash, null);

    private async Task<DecisionOutcome> Decide(DecisionKind kind, string hash, string? reason)
    {
        var blob = await new DecisionWriter(_storage).WriteAsync("checker", new ReleaseDecision("r1", kind, _time.Now) { ProposalHash = hash, Reason = reason });
        return (await new DecisionMaker(_storage, _time).DecideAsync(blob.Name))!;
    }

    private ProposalWriter Writer() => new(_storage, DisclosurePolicy.Default, ProposalTerms.Default, _time);

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

    /// <summary>A clock that a test sets.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
