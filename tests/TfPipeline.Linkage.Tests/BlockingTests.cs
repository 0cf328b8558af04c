using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>Blocking and name tables find exactly the pairs that comparing everything would.</summary>
[Trait("tier", "unit")]
public sealed class BlockingTests : IDisposable
{
    private static readonly LinkageOptions Options = new() { RandomPairs = 100_000, MinPairsPerBlockingRule = 20_000, Threads = 2 };

    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public void Finds_every_similar_name_that_comparing_all_names_finds()
    {
        var people = MadeUpPeople.Make(120, 120, 1, 11);
        var extra = new IdentifierBatch { Count = 7, Forename = ["Robert", "Bob", "Mary-Jane", "Jane", "Hollie", "Holly", "R"], Surname = ["O'Neil", "Oneill", "Smith-Jones", "Jones", "Smtih", "Smith", "Li"] };
        var left = TokenTable.Concat([Tokens(people.Left), Tokens(extra)]).Names;
        var right = TokenTable.Concat([Tokens(people.Right), Tokens(extra)]).Names;
        var similarNames = new NameIndex(left).Of(right, threads: 2);
        var similar = 0;
        for (var l = 0; l < left.Count; l++)
        {
            for (var r = 0; r < right.Count; r++)
            {
                if (left.Token(l, NameToken.Exact) == right.Token(r, NameToken.Exact))
                    continue;
                var expected = NameComparison.ByTokens(left, l, right, r);
                similar += expected == NameLevel.Differ ? 0 : 1;
                Assert.Equal(expected, similarNames.Level(r, l));
            }
        }

        Assert.True(similar > 100, $"only {similar} similar names: the list proves too little");
    }

    [Fact]
    public void Never_rules_out_postcodes_that_are_one_edit_apart()
    {
        string[] codes = ["SK1 1AA", "SK11 1AA", "SK1 1AB", "SK1 1BA", "SK2 1AA", "KS1 1AA", "S1 1AA", "M1 1AE", "M11 1AE", "SW1A 1AA", "SW1A 1AB", "W1A 1AA", "4000", "4001", "SK1 7QQ"];
        var table = Tokens(new IdentifierBatch { Count = codes.Length, Postcode = codes }).Postcodes;
        ulong[] signatures = [.. Enumerable.Range(0, table.Count).Select(v => PostcodeSignature.Compute(table, v))];
        var ruledOut = 0;
        for (var a = 0; a < codes.Length; a++)
        {
            for (var b = 0; b < codes.Length; b++)
            {
                var mayBe = PostcodeSignature.MayBeOneEdit(signatures[a], signatures[b]);
                Assert.True(mayBe || EditForms.Compare(table.Edits(a), table.Edits(b)) == Edit.None, $"{codes[a]} and {codes[b]}");
                ruledOut += mayBe ? 0 : 1;
            }
        }

        Assert.True(ruledOut > 40, $"only {ruledOut} pairs are ruled out");
    }

    [Fact]
    public void Counts_the_people_of_both_sides_by_block()
    {
        var builder = new KeyTable.Builder(10_000);
        int[] people = [.. Enumerable.Range(0, 5000).SelectMany(k => Enumerable.Repeat(k, 1 + (k % 3)))];
        var blocks = new int[people.Length];
        builder.Add([.. people.Select(k => HashCombine.Of(1, 1, k + 1))], blocks);
        Assert.Equal(people, blocks);
        var table = builder.Build();
        ulong[] keys = [.. Enumerable.Range(0, 10_000).Select(k => k % 100 == 7 ? 0 : HashCombine.Of(1, 1, k + 1))];
        blocks = new int[keys.Length];
        table.Find(keys, blocks);
        for (var k = 0; k < keys.Length; k++)
            Assert.Equal(k % 100 == 7 || k >= 5000 ? -1 : k, blocks[k]);
        table.CountRight([4, -1, 4]);
        Assert.Equal((5000, 2, 2, 4L), (table.Count, table.Left(4), table.Right(4), table.Pairs(4)));
    }

    [Fact]
    public async Task Links_tokens_in_memory_as_it_links_streams()
    {
        var people = MadeUpPeople.Make(300, 900, 0.8, 12);
        var streamed = await MemoryLinkage.LinkAsync(Tokens(people.Left), people.Partitions(3), _ring, Options);
        var inMemory = PersonLinkage.Link(Tokens(people.Left), Tokens(people.Right), people.RightIds, Options);
        Assert.Equal(Text(streamed.Links), Text(inMemory.Links));
        Assert.Equal(streamed.Compared, inMemory.Compared);
    }

    [Fact]
    public void Rows_that_share_no_blocking_key_change_no_link_while_the_plan_stands()
    {
        var people = MadeUpPeople.Make(300, 900, 0.8, 13);
        var (cohort, records) = (Tokens(people.Left), Tokens(people.Right));
        var outsiders = Tokens(new IdentifierBatch
        {
            Count = 300,
            Forename = [.. Enumerable.Range(0, 300).Select(i => $"Zyx{(char)('a' + (i % 26))}w")],
            Surname = [.. Enumerable.Range(0, 300).Select(i => $"Zwyk{(char)('a' + (i / 26))}x")],
            DateOfBirth = [.. Enumerable.Range(0, 300).Select(i => (DateOnly?)new DateOnly(1890, 1, 1).AddDays(i))],
            Postcode = [.. Enumerable.Range(0, 300).Select(i => $"ZE{1 + (i % 3)} {i % 10}ZZ")],
        });
        string[] names = [.. Enumerable.Range(0, 300).Select(i => $"x{i}")];
        using var recordKeys = new RecordKeys();
        var plan = LinkagePlan.Make(cohort, records, recordKeys.Of(people.RightIds), Options);
        var set = PartitionComparison.Compare(plan, records, people.RightIds, recordKeys.Of(people.RightIds), threads: 2);
        var added = PartitionComparison.Compare(plan, outsiders, names, recordKeys.Of(names), threads: 2);
        Assert.Equal(0, added.Compared);
        Assert.Equal(Text(LinkageResult.Of(plan, [set], Options).Links), Text(LinkageResult.Of(plan, [added, set], Options).Links));
    }

    [Fact]
    public void Survives_one_surname_one_postcode_one_date_of_birth_and_one_day_that_many_share()
    {
        var people = MadeUpPeople.Make(3000, 6000, 0.9, 14);
        var random = new Random(15);
        // What is common is common on both sides of a pair.
        var ofLeft = Enumerable.Range(0, people.Left.Count).Select(_ => random.NextDouble()).ToArray();
        var ofRight = people.Truth.Select(t => t >= 0 ? ofLeft[t] : random.NextDouble()).ToArray();
        var (left, right) = (Skewed(people.Left, ofLeft), Skewed(people.Right, ofRight));
        var result = PersonLinkage.Link(Tokens(left), Tokens(right), people.RightIds, Options);
        var budget = Options.Budget(left.Count, right.Count);
        Assert.All(result.BlockingCosts.Where(l => l.BlockCap > 1), l => Assert.InRange(l.PairsByRung.Sum(), 0, budget));
        var matches = Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).ToList();
        var correct = matches.Count(k => people.Truth[int.Parse(result.Links.RecordId[k].AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)] == result.Links.CohortIndex[k]);
        var all = people.Truth.Count(t => t >= 0);
        Assert.True(correct >= 0.98 * matches.Count, $"{correct} of {matches.Count} matches are right");
        Assert.True(correct >= 0.93 * all, $"{correct} of {all} true links were found");
    }

    private static IdentifierBatch Skewed(IdentifierBatch people, double[] draws) => people with
    {
        Surname = [.. people.Surname!.Select((s, i) => draws[i] < 0.05 ? "SMITH" : s)],
        Postcode = [.. people.Postcode!.Select((p, i) => draws[i] is > 0.10 and < 0.12 ? "SK1 1AA" : p)],
        DateOfBirth = [.. people.DateOfBirth!.Select((d, i) => draws[i] is > 0.20 and < 0.23 ? new DateOnly(1990, 6, 7) : draws[i] is > 0.30 and < 0.35 ? new DateOnly(d!.Value.Year, 1, 1) : d)],
    };

    private TokenTable Tokens(IdentifierBatch batch)
    {
        using var tokeniser = new Tokeniser(_ring);
        return tokeniser.Tokenise(batch);
    }

    private static List<string> Text(LinkTable links) => [.. Enumerable.Range(0, links.Count).Select(k => FormattableString.Invariant(
        $"{links.CohortIndex[k]} {links.RecordId[k]} {links.Probability[k]:R} {links.Weight[k]:R} {links.Evidence[k]} {links.Status[k]}"))];
}
