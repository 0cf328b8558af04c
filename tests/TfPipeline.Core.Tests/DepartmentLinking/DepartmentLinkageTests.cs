using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Linkage.Reporting;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestData;

namespace TfPipeline.Core.Tests.DepartmentLinking;

[Trait("tier", "unit")]
public sealed class DepartmentLinkageTests : IDisposable
{
    private static readonly LinkageOptions Options = new() { RandomPairs = 100_000, MinPairsPerBlockingRule = 200_000, Threads = 2 };

    private readonly string _folder = Directory.CreateTempSubdirectory("tfp-linkage").FullName;
    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose()
    {
        _ring.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Finds_the_people_and_says_how_well()
    {
        var people = MadeUpPeople.Make(500, 2000, 0.8, 1);
        var result = await MemoryLinkage.LinkAsync(Tokens(people.Left), people.Partitions(3), _ring, Options);
        var right = Matches(result.Links).Count(m => people.Truth[int.Parse(m.Id[1..], System.Globalization.CultureInfo.InvariantCulture)] == m.Person);
        var taken = Matches(result.Links).Count();
        var all = people.Truth.Count(t => t >= 0);
        Assert.True(right >= 0.985 * taken, $"{right} of {taken} matches are right");
        Assert.True(right >= 0.93 * all, $"{right} of {all} true links were found");
        Assert.InRange(result.Model.ExpectedMatches, 0.95 * all, 1.03 * all);
        Assert.True(result.Model.HasConverged);
    }

    [Fact]
    public async Task Gives_the_same_links_however_the_records_are_cut_ordered_and_threaded()
    {
        var people = MadeUpPeople.Make(150, 700, 0.7, 2);
        var cohort = Tokens(people.Left);
        var expected = Text((await MemoryLinkage.LinkAsync(cohort, people.Partitions(1), _ring, Options with { Threads = 1 })).Links);
        var order = Enumerable.Range(0, people.RightIds.Length).ToArray();
        new Random(3).Shuffle(order);
        foreach (var (partitions, threads, rows) in new[] { (7, 2, null), (20, 2, order), (1, 2, order) })
        {
            var links = (await MemoryLinkage.LinkAsync(cohort, people.Partitions(partitions, rows), _ring, Options with { Threads = threads })).Links;
            Assert.Equal(expected, Text(links));
        }
    }

    [Fact]
    public async Task Gives_the_same_links_under_another_key()
    {
        var people = MadeUpPeople.Make(150, 700, 0.7, 2);
        var links = (await MemoryLinkage.LinkAsync(Tokens(people.Left), people.Partitions(2), _ring, Options)).Links;
        using var other = TestKeys.Ring(9);
        using var tokeniser = new Tokeniser(other);
        var again = (await MemoryLinkage.LinkAsync(tokeniser.Tokenise(people.Left), people.Partitions(2), other, Options)).Links;
        Assert.Equal(Text(links), Text(again));
    }

    [Fact]
    public async Task In_three_steps_through_encrypted_files_gives_what_it_gives_in_memory()
    {
        var people = MadeUpPeople.Make(150, 400, 0.8, 4);
        var cohort = Tokens(people.Left);
        var area = new FolderStorage(_folder)[PipelineContainer.Links];
        var workspace = new LinkageWorkspace(area, "run", "offences", _ring);
        var partitions = people.Partitions(4);
        var plan = await LinkageSteps.PlanAsync(workspace, cohort, partitions, Options);
        Assert.Equal(people.RightIds.Length, plan.Records);
        for (var k = 0; k < partitions.Count; k++)
            await LinkageSteps.ComparePartitionAsync(workspace, cohort, k, partitions[k], Options);
        var result = await LinkageSteps.LinkAsync(workspace, cohort, partitions.Count, Options);
        var links = await LinkageSteps.ReadLinksAsync(workspace);
        var memory = PersonLinkage.Link(cohort, Tokens(people.Right), people.RightIds, Options);
        Assert.Equal(Text(memory.Links), Text(links));
        Assert.Equal(LinkSummary.Of(result).Matches, Matches(links).Count());
    }

    [Fact]
    public async Task Leaves_the_links_of_a_linkage_that_knows_no_numbers()
    {
        var (plain, numbered) = (MadeUpPeople.Make(150, 400, 0.8, 4), MadeUpPeople.Make(150, 400, 0.8, 4).WithNumbers());
        var sets = await LinkSetsAsync(numbered);

        Assert.Contains(LinkEvidence.Number, sets.Links.Evidence);
        Assert.DoesNotContain(LinkEvidence.Number, sets.WithoutNumbers.Evidence);
        var without = Matches(sets.WithoutNumbers).ToHashSet();
        var never = Matches((await MemoryLinkage.LinkAsync(Tokens(plain.Left), plain.Partitions(2), _ring, Options)).Links).ToHashSet();
        Assert.True(without.Intersect(never).Count() >= 0.99 * Math.Max(without.Count, never.Count), $"{without.Count} and {never.Count} matches");
        Assert.True(Matches(sets.Links).Count() > without.Count);
    }

    [Fact]
    public async Task Where_no_side_has_numbers_the_links_without_them_are_the_links()
    {
        var sets = await LinkSetsAsync(MadeUpPeople.Make(150, 400, 0.8, 4));
        Assert.Equal(Text(sets.Links), Text(sets.WithoutNumbers));
    }

    [Fact]
    public async Task Leaves_the_pairs_it_is_not_sure_of_in_the_order_of_people_and_records()
    {
        var uncertain = (await LinkSetsAsync(MadeUpPeople.Make(300, 400, 0.8, 4))).Uncertain;
        Assert.True(uncertain.Count > 0);
        Assert.All(uncertain.Probability, p => Assert.InRange(p, UncertainPairs.Lowest, UncertainPairs.Highest));
        Assert.All(uncertain.Odds, o => Assert.True(o > 0 && double.IsFinite(o)));
        var order = Enumerable.Range(0, uncertain.Count).Select(p => (uncertain.CohortIndex[p], uncertain.RecordId[p])).ToList();
        Assert.Equal(order.OrderBy(o => o.Item1).ThenBy(o => o.Item2, StringComparer.Ordinal), order);
    }

    [Fact]
    public async Task A_missing_step_is_named()
    {
        var area = new FolderStorage(_folder)[PipelineContainer.Links];
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(
            () => LinkageSteps.LinkAsync(new LinkageWorkspace(area, "run", "offences", _ring), TokenTable.Empty, 1, Options));
        Assert.Contains("earlier step", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    public async Task Accepts_empty_and_very_small_files(int left, int right)
    {
        var people = MadeUpPeople.Make(left, right, 0, 5);
        var result = await MemoryLinkage.LinkAsync(Tokens(people.Left), people.Partitions(1), _ring, Options);
        Assert.Empty(Matches(result.Links));
        Assert.Equal(people.Left.Count, result.Links.CohortCount);
    }

    [Fact]
    public async Task Refuses_a_tie()
    {
        var twin = new IdentifierBatch { Count = 1, Forename = ["ANNABEL"], Surname = ["SMITHSON"], DateOfBirth = [new DateOnly(2001, 2, 3)], Postcode = ["SK1 1AA"], Sex = ["F"] };
        var people = MadeUpPeople.Make(200, 200, 0.9, 6);
        var left = TokenTable.Concat([Tokens(people.Left), Tokens(twin)]);
        var twins = new RecordBatch(["t1", "t2"], new IdentifierBatch
        {
            Count = 2,
            Forename = ["ANNABEL", "ANNABEL"],
            Surname = ["SMITHSON", "SMITHSON"],
            Sex = ["F", "F"],
            DateOfBirth = [new DateOnly(2001, 2, 3), new DateOnly(2001, 2, 3)],
            Postcode = ["SK1 1AA", "SK1 1AA"],
        });
        var result = await MemoryLinkage.LinkAsync(left, [.. people.Partitions(2), One(twins)], _ring, Options);
        var row = Array.IndexOf(result.Links.CohortIndex, left.Count - 1);
        Assert.Equal(LinkStatus.Ambiguous, result.Links.Status[row]);
        Assert.Empty(result.Links.RecordId[row]);
    }

    private async Task<DepartmentLinkSets> LinkSetsAsync(MadeUpPeople people)
    {
        var cohort = Tokens(people.Left);
        var workspace = new LinkageWorkspace(new FolderStorage(_folder)[PipelineContainer.Links], "run", "offences", _ring);
        var partitions = people.Partitions(2);
        await LinkageSteps.PlanAsync(workspace, cohort, partitions, Options);
        for (var k = 0; k < partitions.Count; k++)
            await LinkageSteps.ComparePartitionAsync(workspace, cohort, k, partitions[k], Options);
        await LinkageSteps.LinkAsync(workspace, cohort, partitions.Count, Options);
        return await LinkageSteps.ReadLinkSetsAsync(workspace);
    }

    private static async IAsyncEnumerable<RecordBatch> One(RecordBatch batch)
    {
        await Task.CompletedTask;
        yield return batch;
    }

    private TokenTable Tokens(IdentifierBatch batch)
    {
        using var tokeniser = new Tokeniser(_ring);
        return tokeniser.Tokenise(batch);
    }

    private static IEnumerable<(int Person, string Id)> Matches(LinkTable links)
        => Enumerable.Range(0, links.Count).Where(k => links.Status[k] == LinkStatus.Match).Select(k => (links.CohortIndex[k], links.RecordId[k]));

    private static List<string> Text(LinkTable links) => [.. Enumerable.Range(0, links.Count).Select(k => FormattableString.Invariant(
        $"{links.CohortIndex[k]} {links.RecordId[k]} {links.Probability[k]:R} {links.Weight[k]:R} {links.Evidence[k]} {links.Status[k]}"))];
}
