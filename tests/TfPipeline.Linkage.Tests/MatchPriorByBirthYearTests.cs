using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

[Trait("tier", "unit")]
public sealed class MatchPriorByBirthYearTests : IDisposable
{
    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void Years_that_differ_beyond_chance_have_their_own_prior()
    {
        var coverage = Fitted(years: 20, people: 50, matches: (year, k) => year < 5 && k < 40 ? 1 : 0);
        Assert.InRange(coverage.Of(0), 0.78, 0.80);
        Assert.InRange(coverage.Of(19 * 50), 0, 0.01);
    }

    [Fact]
    public void Years_that_differ_by_chance_only_share_one_prior()
    {
        var random = new Random(7);
        var coverage = Fitted(years: 40, people: 25, matches: (_, _) => random.Next(10) < 3 ? 1 : 0);
        var shares = Enumerable.Range(0, 40).Select(year => coverage.Of(year * 25)).ToList();
        Assert.InRange(shares.Max() - shares.Min(), 0, 0.06);
    }

    [Fact]
    public void No_year_has_a_prior_of_zero_or_one()
    {
        var coverage = Fitted(years: 2, people: 100, matches: (year, _) => year);
        Assert.InRange(coverage.Of(0), 0.001, 0.01);
        Assert.InRange(coverage.Of(100), 0.99, 0.999);
    }

    [Fact]
    public void A_person_may_have_more_than_one_record()
    {
        var coverage = Fitted(years: 10, people: 100, matches: (year, _) => year < 2 ? 3 : 0.5, severalRecords: true);
        Assert.InRange(coverage.Of(0), 2.9, 3);
        Assert.InRange(coverage.Of(900), 0.5, 0.55);
    }

    /// <summary>People born in four years of fifty-five have records: four in five of them, six in a hundred of all.</summary>
    [Fact]
    public async Task The_prior_of_a_pair_is_that_of_the_birth_year()
    {
        var people = MadeUpPeople.Make(800, 1500, 0.8, 71);
        int[] held = [.. Enumerable.Range(0, people.RightIds.Length).Where(r => people.Right.DateOfBirth![r] is { Year: >= 1980 and < 1984 })];
        var truth = held.Where(r => people.Truth[r] >= 0).ToDictionary(r => people.RightIds[r], r => people.Truth[r], StringComparer.Ordinal);
        using var tokeniser = new Tokeniser(_ring);
        var result = await MemoryLinkage.LinkAsync(tokeniser.Tokenise(people.Left), people.Partitions(1, held), _ring, new LinkageOptions { Threads = 2 });
        var matches = Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).ToList();
        var right = matches.Where(k => truth.TryGetValue(result.Links.RecordId[k], out var person) && person == result.Links.CohortIndex[k]).ToList();
        Assert.InRange(right.Count, 0.97 * truth.Count, truth.Count);
        Assert.InRange(result.Model.ExpectedMatches, 0.97 * truth.Count, 1.03 * truth.Count);
        var ofAll = result.Model.PriorLogOdds / Math.Log(2);
        Assert.All(right, k => Assert.True(Explanation.Of(result, result.Links.CohortIndex[k], result.Links.RecordId[k])!.PriorWeight > ofAll + 3));
    }

    private static MatchPriorByBirthYear Fitted(int years, int people, Func<int, int, double> matches, bool severalRecords = false)
    {
        var rows = Enumerable.Range(0, years * people).Select(i => new PersonRow { Year = (short)(i / people) }).ToArray();
        var coverage = new MatchPriorByBirthYear(new PersonColumns(rows, null, null, []), severalRecords, 0.5);
        var expected = Enumerable.Range(0, rows.Length).Select(i => matches(i / people, i % people)).ToArray();
        coverage.Update(i => expected[i]);
        return coverage;
    }
}
