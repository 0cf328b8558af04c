using System.Security.Cryptography;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Ledgers;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Tests.Release;

[Trait("tier", "integration")]
public sealed class LedgerTests : IDisposable
{
    private static readonly PanelData Panel = SimulatedRelease.Panel with { People = SimulatedRelease.Panel.People with { LedgerRef = SimulatedRelease.Panel.People.PersonRef } };
    private readonly string _root = Directory.CreateTempSubdirectory("ledger").FullName;
    private readonly KeyRing _ring = new(new RootKey(SHA256.HashData("ledger"u8), "1"));
    private readonly FolderStorage _storage;

    public LedgerTests() => _storage = new FolderStorage(_root);

    public void Dispose()
    {
        _ring.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_release_after_one_withdrawal_prints_what_the_one_before_printed()
    {
        await PublishAsync(Panel, "r1");
        await PublishAsync(Without(Panel, 0), "r2");
        var entries = await new ReleaseLedger(_storage, _ring).BeforeAsync("r3");
        Assert.Equal(["r1", "r2"], entries.Select(e => e.Release));
        foreach (var table in entries[0].Tables)
        {
            var again = entries[1].Tables.Single(t => t.Name == table.Name);
            Assert.All(table.Columns, c => Assert.Equal(c.Values, again[c.Name].Values));
        }

        var gone = entries[0].Records.Where(r => !entries[1].Records.ContainsKey(r.Key)).GroupBy(r => r.Value).ToList();
        Assert.NotEmpty(gone);
        Assert.All(gone, c => Assert.True(c.Count() >= DisclosurePolicy.Default.MicrodataFamilies));
    }

    [Fact]
    public async Task A_proposal_that_was_not_compared_with_a_published_release_is_not_published()
    {
        var first = await ProposeAsync(Panel, "r1");
        var second = await ProposeAsync(Without(Panel, 0), "r2");
        Assert.Equal(DecisionResult.Published, (await ApproveAsync("r1", first)).Result);
        Assert.Equal(DecisionRefusal.ProposalChanged, (await ApproveAsync("r2", second)).Refusal);
        Assert.Single(await new ReleaseLedger(_storage, _ring).BeforeAsync("r3"));
    }

    [Fact]
    public async Task The_review_says_what_repeats_an_earlier_figure()
    {
        await PublishAsync(Panel, "r1");
        await ProposeAsync(Without(Panel, 0), "r2");
        Assert.Contains("the first release in the ledger", await ReviewAsync("r1"), StringComparison.Ordinal);
        Assert.Contains("places that repeat an earlier figure", await ReviewAsync("r2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_only_proposed_is_compared_with_nothing()
    {
        await ProposeAsync(Panel, "r1");
        Assert.Empty(await new ReleaseLedger(_storage, _ring).BeforeAsync("r2"));
    }

    [Fact]
    public async Task A_proposal_without_an_entry_is_not_published_beside_recorded_releases()
    {
        await PublishAsync(Panel, "r1");
        var unrecorded = await ProposeAsync(Without(Panel, 0), "r2", ledger: null);
        Assert.Equal(DecisionRefusal.ProposalChanged, (await ApproveAsync("r2", unrecorded)).Refusal);
    }

    [Fact]
    public async Task The_ledger_cannot_be_read_without_its_key()
    {
        await PublishAsync(Panel, "r1");
        using var other = new KeyRing(new RootKey(SHA256.HashData("other"u8), "1"));
        await Assert.ThrowsAsync<EncryptedFileException>(() => new ReleaseLedger(_storage, other).BeforeAsync("r2"));
    }

    private async Task<string> ReviewAsync(string release)
    {
        await using var blob = await _storage[PipelineContainer.Proposals].OpenReadAsync($"{release}/review.html");
        using var reader = new StreamReader(blob!.Content);
        return await reader.ReadToEndAsync();
    }

    private async Task PublishAsync(PanelData panel, string name) =>
        Assert.Equal(DecisionResult.Published, (await ApproveAsync(name, await ProposeAsync(panel, name))).Result);

    private Task<string> ProposeAsync(PanelData panel, string name) => ProposeAsync(panel, name, new ReleaseLedger(_storage, _ring));

    private async Task<string> ProposeAsync(PanelData panel, string name, ReleaseLedger? ledger)
    {
        var writer = new ProposalWriter(_storage, DisclosurePolicy.Default, ProposalTerms.Default, TimeProvider.System);
        var run = $"run-{name}";
        Assert.Null(await writer.ClaimAsync(run, name, again: false));
        var own = panel with { Info = panel.Info with { RunId = run } };
        return Assert.IsType<ProposalOutcome.Proposed>(await writer.ProposeAsync(own, SimulatedRelease.Evaluation with { RunId = run }, name, ledger)).ProposalHash;
    }

    private async Task<DecisionOutcome> ApproveAsync(string name, string hash)
    {
        var decision = new ReleaseDecision(name, DecisionKind.Approve, TimeProvider.System.GetUtcNow()) { ProposalHash = hash };
        var blob = await new DecisionWriter(_storage).WriteAsync("checker", decision, CancellationToken.None);
        return (await new DecisionMaker(_storage, TimeProvider.System).DecideAsync(blob.Name))!;
    }

    private static PanelData Without(PanelData panel, int person)
    {
        var p = panel.People;
        return panel with
        {
            People = p with
            {
                Family = Drop(p.Family),
                Council = Drop(p.Council),
                IsProgramme = Drop(p.IsProgramme),
                Sex = Drop(p.Sex),
                AgeAtIndex = Drop(p.AgeAtIndex),
                IndexMonth = Drop(p.IndexMonth),
                CrossoverMonth = Drop(p.CrossoverMonth),
                CrimeAsb = Drop(p.CrimeAsb),
                SchoolAttendance = Drop(p.SchoolAttendance),
                ChildrenNeedHelp = Drop(p.ChildrenNeedHelp),
                WorklessnessFinance = Drop(p.WorklessnessFinance),
                DomesticAbuse = Drop(p.DomesticAbuse),
                Health = Drop(p.Health),
                HasUpn = Drop(p.HasUpn),
                HasNino = Drop(p.HasNino),
                PersonRef = Drop(p.PersonRef),
                FamilyRef = Drop(p.FamilyRef),
                LedgerRef = Drop(p.LedgerRef),
                Links = [.. p.Links.Select(l => new DepartmentLinks(l.Department, Drop(l.Status), Drop(l.Probability)) { HasRecord = Drop(l.HasRecord) })],
            },
            Outcomes = [.. panel.Outcomes.Select(o => o with { Windows = [.. o.Windows.Select(w => w with { Value = Drop(w.Value), State = Drop(w.State) })] })],
        };

        T[] Drop<T>(T[] column) => [.. column.Where((_, i) => i != person)];
    }
}
