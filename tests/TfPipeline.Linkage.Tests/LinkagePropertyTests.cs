using FsCheck;
using FsCheck.Fluent;
using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>What linkage must keep whatever the people.</summary>
[Trait("tier", "property")]
public sealed class LinkagePropertyTests : IDisposable
{
    private static readonly LinkageOptions Options = new() { RandomPairs = 100_000, MinPairsPerBlockingRule = 200_000, Threads = 2 };

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task The_order_of_records_changes_nothing_and_that_of_people_no_match(int seed)
    {
        var people = MadeUpPeople.Make(80, 250, 0.8, seed);
        var expected = await LinkAsync(people.Left, people.Right, people.RightIds);
        var random = new Random(seed);
        var (left, right) = (Order(people.Left.Count, random), Order(people.RightIds.Length, random));
        var (records, ids) = (Pick(people.Right, right), right.Select(i => people.RightIds[i]).ToArray());
        Assert.Equal(Pairs(expected), Pairs(await LinkAsync(people.Left, records, ids)));
        // Random pairs are drawn by the place of a person, so probabilities move a little; callers sort people.
        var shuffled = Matches(await LinkAsync(Pick(people.Left, left), records, ids)).Select(m => (left[m.Person], m.Id)).Order();
        Assert.Equal(Matches(expected).Order(), shuffled);
    }

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public async Task Swapping_the_sides_changes_hardly_a_link(int seed)
    {
        var people = MadeUpPeople.Make(150, 150, 0.8, seed);
        string[] leftIds = [.. Enumerable.Range(0, people.Left.Count).Select(i => $"l{i:0000}")];
        var forth = await LinkAsync(people.Left, people.Right, people.RightIds);
        var back = await LinkAsync(people.Right, people.Left, leftIds);
        var there = Matches(forth).Select(m => (Left: leftIds[m.Person], Right: m.Id)).ToHashSet();
        var again = Matches(back).Select(m => (Left: m.Id, Right: people.RightIds[m.Person])).ToHashSet();
        // Frequencies are counted on the right, so weights differ a little and with them pairs near the threshold.
        Assert.InRange(there.Except(again).Count() + again.Except(there).Count(), 0, 0.005 * there.Count);
        Assert.Equal(forth.Model.ExpectedMatches, back.Model.ExpectedMatches, 0.005 * forth.Model.ExpectedMatches);
    }

    [Fact]
    public void A_missing_value_never_agrees_and_never_disagrees()
        => Prop.ForAll<int, int>((seed, field) =>
        {
            var people = MadeUpPeople.Make(4, 4, 0.5, seed);
            var column = (Field)((uint)field % 5);
            var blank = Blank(people.Right, column);
            var (left, right) = (Tokens(people.Left), Tokens(blank));
            var comparer = PairComparer.Of(left, right);
            return Enumerable.Range(0, left.Count).All(i => Enumerable.Range(0, right.Count).All(j => ComparisonVector.Level(comparer.Compare(i, j), column) == 0
                || (column == Field.Surname && ComparisonVector.Level(comparer.Compare(i, j), column) == NameLevel.HalfSwapped)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task People_who_only_share_missing_values_are_never_candidates()
    {
        var blank = new IdentifierBatch { Count = 300, Forename = new string?[300], Surname = new string?[300], DateOfBirth = new DateOnly?[300], Postcode = new string?[300] };
        var result = await LinkAsync(blank, blank, [.. Enumerable.Range(0, 300).Select(i => $"r{i}")]);
        Assert.Equal((0, 0), (result.Candidates, result.Links.Count));
    }

    [Fact]
    public void Equal_values_have_equal_tokens_under_one_key_and_unrelated_ones_under_another()
        => Prop.ForAll<int>(seed =>
        {
            var people = MadeUpPeople.Make(3, 0, 0, seed).Left;
            using var other = TestKeys.Ring((byte)(8 + ((uint)seed % 200)));
            using var tokeniser = new Tokeniser(other);
            var (one, again, foreign) = (Flat(Tokens(people)), Flat(Tokens(people)), Flat(tokeniser.Tokenise(people)));
            // 64-bit tokens of unrelated keys meet by chance once in 10^15 runs of this size.
            return one.SequenceEqual(again) && !one.Intersect(foreign).Any();
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(0.9)]
    public async Task Another_start_of_the_fit_gives_the_same_answer(double start)
    {
        var people = MadeUpPeople.Make(200, 400, 0.7, 51);
        var usual = await LinkAsync(people.Left, people.Right, people.RightIds);
        var other = await LinkAsync(people.Left, people.Right, people.RightIds, Options with { StartingShare = start });
        Assert.True(other.Model.HasConverged);
        Assert.Equal(usual.Model.ExpectedMatches, other.Model.ExpectedMatches, 0.005 * usual.Model.ExpectedMatches);
        Assert.Equal(Matches(usual), Matches(other));
    }

    /// <summary>Households are on both sides at every overlap: the trap is to take relatives for the people themselves.</summary>
    [Theory]
    [InlineData(1.0, 0.03)]
    [InlineData(0.5, 0.05)]
    [InlineData(0.1, 0.10)]
    [InlineData(0.02, 0.25)]
    public async Task The_expected_number_of_matches_follows_the_truth_at_every_overlap(double share, double within)
    {
        var people = MadeUpPeople.Make(700, 400, share, 61);
        var truth = people.Truth.Count(t => t >= 0);
        var result = await LinkAsync(people.Left, people.Right, people.RightIds);
        Assert.InRange(result.Model.ExpectedMatches, (1 - within) * truth, (1 + within) * truth);
        var right = Matches(result).Count(m => people.Truth[int.Parse(m.Id[1..], System.Globalization.CultureInfo.InvariantCulture)] == m.Person);
        Assert.True(right >= 0.95 * Matches(result).Count, $"{right} of {Matches(result).Count} matches are right");
    }

    private async Task<LinkageResult> LinkAsync(IdentifierBatch left, IdentifierBatch right, string[] ids, LinkageOptions? options = null)
        => await MemoryLinkage.LinkAsync(Tokens(left), [One(new RecordBatch(ids, right))], _ring, options ?? Options);

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

    private static IEnumerable<long> Flat(TokenTable table) => TokenColumns.From(table).SelectMany(c => c).Where(t => t != 0);

    private static List<(int Person, string Id)> Matches(LinkageResult result)
        => [.. Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).Select(k => (result.Links.CohortIndex[k], result.Links.RecordId[k]))];

    private static List<string> Pairs(LinkageResult result) => [.. Enumerable.Range(0, result.Links.Count)
        .Select(k => FormattableString.Invariant($"{result.Links.CohortIndex[k]} {result.Links.RecordId[k]} {result.Links.Status[k]} {result.Links.Probability[k]:R}"))];

    private static int[] Order(int count, Random random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        return order;
    }

    private static IdentifierBatch Pick(IdentifierBatch batch, int[] rows) => new()
    {
        Count = rows.Length,
        Forename = [.. rows.Select(i => batch.Forename![i])],
        Surname = [.. rows.Select(i => batch.Surname![i])],
        Sex = [.. rows.Select(i => batch.Sex![i])],
        DateOfBirth = [.. rows.Select(i => batch.DateOfBirth![i])],
        Postcode = [.. rows.Select(i => batch.Postcode![i])],
    };

    private static IdentifierBatch Blank(IdentifierBatch batch, Field field) => batch with
    {
        Forename = field == Field.Forename ? new string?[batch.Count] : batch.Forename,
        Surname = field == Field.Surname ? new string?[batch.Count] : batch.Surname,
        Sex = field == Field.Sex ? new string?[batch.Count] : batch.Sex,
        DateOfBirth = field == Field.BirthDate ? new DateOnly?[batch.Count] : batch.DateOfBirth,
        Postcode = field == Field.Postcode ? new string?[batch.Count] : batch.Postcode,
    };
}
