using CsvHelper;
using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestData;

namespace TfPipeline.Linkage.Tests;

/// <summary>Default settings on public sets, judged by the truth that comes with them.</summary>
[Trait("tier", "integration")]
public sealed class QualityBarTests : IDisposable
{
    private readonly KeyRing _ring = TestKeys.Ring();

    public void Dispose() => _ring.Dispose();

    [Fact]
    public async Task Links_febrl4_one_to_one()
    {
        var (left, right) = (Read("febrl4_a.csv"), Read("febrl4_b.csv"));
        var truth = right.Ids.Zip(right.Truth).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var result = await MemoryLinkage.LinkAsync(Tokens(left), [One(right)], _ring, new LinkageOptions());
        var matches = Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).ToList();
        var correct = matches.Count(k => string.Equals(truth[result.Links.RecordId[k]], left.Truth[result.Links.CohortIndex[k]], StringComparison.Ordinal));
        Assert.True(correct >= 0.9995 * matches.Count, $"precision: {correct} of {matches.Count}");
        Assert.True(2.0 * correct / (matches.Count + 5000) >= 0.996, $"F1: {correct} right of {matches.Count}");
        Assert.InRange(result.Model.ExpectedMatches, 0.97 * 5000, 1.03 * 5000);
    }

    /// <summary>So many of each side have a partner in the other.</summary>
    [Theory]
    [InlineData(0.5, 0.99, 0.995)]
    [InlineData(0.1, 0.975, 0.98)]
    public async Task Links_febrl4_where_few_have_a_partner(double share, double f1, double precision)
    {
        var (a, b) = (Read("febrl4_a.csv"), Read("febrl4_b.csv"));
        string[] people = [.. a.Truth.Order(StringComparer.Ordinal)];
        new Random(1).Shuffle(people);
        var both = (int)(share * people.Length / (2 - share));
        var (left, right) = (people[..((people.Length + both) / 2)].ToHashSet(StringComparer.Ordinal), people[((people.Length - both) / 2)..].ToHashSet(StringComparer.Ordinal));
        (a, b) = (Where(a, left.Contains), Where(b, right.Contains));
        var truth = b.Ids.Zip(b.Truth).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
        var result = await MemoryLinkage.LinkAsync(Tokens(a), [One(b)], _ring, new LinkageOptions());
        var matches = Enumerable.Range(0, result.Links.Count).Where(k => result.Links.Status[k] == LinkStatus.Match).ToList();
        var correct = matches.Count(k => string.Equals(truth[result.Links.RecordId[k]], a.Truth[result.Links.CohortIndex[k]], StringComparison.Ordinal));
        var all = a.Truth.Count(right.Contains);
        Assert.True(correct >= precision * matches.Count, $"precision: {correct} of {matches.Count}");
        Assert.True(2.0 * correct / (matches.Count + all) >= f1, $"F1: {correct} right of {matches.Count}, {all} true");
        Assert.InRange(result.Model.ExpectedMatches, 0.97 * all, 1.03 * all);
    }

    [Theory]
    [InlineData("febrl3.csv", 0.99, 0.99)]
    [InlineData("rldata10000.csv", 0.97, 0.965)]
    [InlineData("fake_1000.csv", 0.86, 0.95)]
    public void Gives_the_rows_of_one_person_one_cluster(string file, double f1, double precision)
        => Judge(Read(file), new LinkageOptions(), f1, precision);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Finds_people_with_many_records_in_any_order(int seed)
        => Judge(InOrder(Read("fake_1000.csv"), seed), new LinkageOptions(), 0.86, 0.95);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Links_the_same_records_in_any_order(int seed)
        => Judge(InOrder(Read("rldata10000.csv"), seed), new LinkageOptions(), 0.97, 0.965);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Links_the_same_records_in_any_order_where_u_comes_from_random_pairs(int seed)
        => Judge(InOrder(Read("rldata10000.csv"), seed), new LinkageOptions { MostPairsCounted = 0 }, 0.97, 0.965);

    [Theory]
    [InlineData("febrl3.csv", 0.99, 0.99)]
    [InlineData("rldata10000.csv", 0.97, 0.965)]
    [InlineData("fake_1000.csv", 0.86, 0.95)]
    public void Links_the_same_records_where_iterations_use_influential_pairs_only(string file, double f1, double precision)
        => Judge(Read(file), new LinkageOptions { MostPairsEveryIteration = 0 }, f1, precision);

    private void Judge(Labelled set, LinkageOptions options, double f1, double precision)
    {
        var clusters = PersonLinkage.Deduplicate(Tokens(set), options).Cluster;
        var truth = Pairs(set.Truth);
        var taken = Pairs(clusters.Select(c => c.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var right = Pairs(clusters.Zip(set.Truth, (c, t) => $"{c} {t}"));
        Assert.True(right >= precision * taken, $"precision: {right} of {taken}");
        Assert.True(2 * right / (taken + truth) >= f1, $"F1: {right} right of {taken} taken, {truth} true");
    }

    private static Labelled Where(Labelled set, Func<string, bool> keep) => Pick(set, [.. Enumerable.Range(0, set.Ids.Length).Where(i => keep(set.Truth[i]))]);

    /// <summary>Sorted by id for seed 0, shuffled otherwise.</summary>
    private static Labelled InOrder(Labelled set, int seed)
    {
        var order = Enumerable.Range(0, set.Ids.Length).ToArray();
        if (seed == 0)
            Array.Sort(order, (a, b) => string.CompareOrdinal(set.Ids[a], set.Ids[b]));
        else
            new Random(seed).Shuffle(order);
        return Pick(set, order);
    }

    private static Labelled Pick(Labelled set, int[] order)
    {
        string?[] Column(string?[]? column) => [.. order.Select(i => column![i])];
        return new Labelled([.. order.Select(i => set.Ids[i])], [.. order.Select(i => set.Truth[i])], new IdentifierBatch
        {
            Count = order.Length,
            Forename = Column(set.People.Forename),
            Surname = Column(set.People.Surname),
            DateOfBirthText = Column(set.People.DateOfBirthText),
            Postcode = Column(set.People.Postcode),
        });
    }

    private static double Pairs(IEnumerable<string> labels) => labels.GroupBy(l => l, StringComparer.Ordinal).Sum(g => g.Count() * (g.Count() - 1) / 2.0);

    private TokenTable Tokens(Labelled set)
    {
        using var tokeniser = new Tokeniser(_ring);
        return tokeniser.Tokenise(set.People);
    }

    private static async IAsyncEnumerable<RecordBatch> One(Labelled set)
    {
        await Task.CompletedTask;
        yield return new RecordBatch(set.Ids, set.People);
    }

    private static Labelled Read(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TfPipeline.sln")))
            folder = folder.Parent!;
        using var csv = CsvReader.FromFile(Path.Combine(folder.FullName, "tests", "data", "linkage", name), new CsvReaderOptions { HasHeader = true });
        csv.ReadHeader();
        var rows = new List<string?[]>();
        int[] at = [.. new[] { "id", "person_id", "forename", "surname", "dob", "postcode" }.Select(c => csv.GetFieldIndex(c))];
        while (csv.Read())
            rows.Add([.. at.Select(k => csv.GetString(k) is { Length: > 0 } text ? text : null)]);
        string?[] Column(int k) => [.. rows.Select(r => r[k])];
        return new Labelled([.. rows.Select(r => r[0]!)], [.. rows.Select(r => r[1]!)], new IdentifierBatch
        {
            Count = rows.Count,
            Forename = Column(2),
            Surname = Column(3),
            DateOfBirthText = Column(4),
            Postcode = Column(5),
        });
    }

    private sealed record Labelled(string[] Ids, string[] Truth, IdentifierBatch People);
}
