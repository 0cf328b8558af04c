using System.Globalization;
using System.Runtime.InteropServices;
using TfPipeline.Core.Cohort;
using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Core.Tests.Submissions;
using TfPipeline.Identifiers;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestData;
using TfPipeline.TestKit;
using Xunit.Abstractions;

namespace TfPipeline.Core.Tests.DepartmentLinking;

/// <summary>A thief holds every byte of the working store at the worst moment, edit tokens included, and public frequencies, but no key.</summary>
[Trait("tier", "integration")]
public sealed class FrequencyAttackTests(ITestOutputHelper output)
{
    private static readonly LinkageOptions Options = new() { RandomPairs = 50_000, MinPairsPerBlockingRule = 100_000 };

    private static readonly (string Field, Func<IdentifierBatch, string[]> Values, Func<TokenTable, int, ulong> Token)[] Fields =
    [
        ("surname", b => [.. b.Surname!.Select(s => s!)], (t, i) => t.Names.Token(t.Surname[i], NameToken.Exact)),
        ("forename", b => [.. b.Forename!.Select(s => s!)], (t, i) => t.Names.Token(t.Forename[i], NameToken.Exact)),
        ("date of birth", b => [.. b.DateOfBirth!.Select(d => d!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))], (t, i) => t.Dates.Token(t.BirthDate[i], DateToken.Exact)),
        ("postcode", b => [.. b.Postcode!.Select(s => s!)], (t, i) => t.Postcodes.Token(t.Postcode[i], PostcodeToken.Exact)),
    ];

    [Fact]
    public async Task A_stolen_working_store_re_identifies_nobody()
    {
        using var bench = new IngestBench();
        var people = MadeUpPeople.Make(200, 400, 0.9, 11);
        var snapshot = await FillAsync(bench, people);
        var stolen = await StealAsync(bench.Storage);
        Assert.True(stolen.Count >= 6, $"only {stolen.Count} files were stolen");
        Assert.NotEqual(0, snapshot.Tokens.Names.Edits(snapshot.Tokens.Surname[0]).Length);

        var tokens = TokenColumns.From(snapshot.Tokens).SelectMany(c => c).Where(t => t != 0).ToHashSet();
        Assert.True(tokens.Count > 1000);
        Assert.DoesNotContain(stolen, file => Windows(file).Any(tokens.Contains));
        var words = FrequencyAttack.RepeatedWords(stolen);

        foreach (var (field, values, token) in Fields)
        {
            var share = FrequencyAttack.ReidentifiedShare(words, values(people.Left), TokenOf(bench.Keys, people.Left, values, token));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{field}: {share:P2} of {people.Left.Count} people re-identified"));
            Assert.Equal(0, share);
        }
    }

    /// <summary>The same attack works where tokens lie open, so the test above can fail; this is what encryption at rest is for.</summary>
    [Fact]
    public void Tokens_in_the_clear_would_re_identify_the_people_of_common_names()
    {
        using var bench = new IngestBench();
        var people = MadeUpPeople.Make(200, 0, 0, 11).Left;
        var (_, values, token) = Fields[0];
        using var tokeniser = new Tokeniser(bench.Keys);
        var table = tokeniser.Tokenise(people);
        ulong[] column = [.. Enumerable.Range(0, table.Count).Select(i => token(table, i))];
        var share = FrequencyAttack.ReidentifiedShare(FrequencyAttack.RepeatedWords([MemoryMarshal.AsBytes<ulong>(column).ToArray()]), values(people), TokenOf(bench.Keys, people, values, token));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"surname, tokens in the clear: {share:P2} of {people.Count} people re-identified"));
        Assert.True(share > 0.02, $"{share:P2}");
    }

    private static Func<string, ulong> TokenOf(KeyRing keys, IdentifierBatch people, Func<IdentifierBatch, string[]> values, Func<TokenTable, int, ulong> token)
    {
        using var tokeniser = new Tokeniser(keys);
        var table = tokeniser.Tokenise(people);
        var tokens = values(people).Select((value, i) => (value, Token: token(table, i))).DistinctBy(v => v.value, StringComparer.Ordinal)
            .ToDictionary(v => v.value, v => v.Token, StringComparer.Ordinal);
        return value => tokens[value];
    }

    /// <summary>Uploads read, cohort frozen, one department linked.</summary>
    private static async Task<CohortSnapshot> FillAsync(IngestBench bench, MadeUpPeople people)
    {
        var csv = new CouncilCsv();
        for (var i = 0; i < people.Left.Count; i++)
        {
            csv.Add(
                ("forename", people.Left.Forename![i]!), ("surname", people.Left.Surname![i]!), ("sex", people.Left.Sex![i]!), ("postcode", people.Left.Postcode![i]!),
                ("date_of_birth", people.Left.DateOfBirth![i]!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        await bench.DropAsync("2018-03-31", "a.csv", csv);
        await new CohortSnapshotter(bench.Storage, bench.Keys).SnapshotAsync("run");
        var snapshot = await CohortSnapshot.ReadAsync(bench.Storage[PipelineContainer.Cohort], "run", bench.Keys);
        var workspace = new LinkageWorkspace(bench.Storage[PipelineContainer.Links], "run", "offences", bench.Keys);
        await LinkageSteps.PlanAsync(workspace, snapshot.Tokens, people.Partitions(1), Options);
        await LinkageSteps.ComparePartitionAsync(workspace, snapshot.Tokens, 0, people.Partitions(1)[0], Options);
        await LinkageSteps.LinkAsync(workspace, snapshot.Tokens, 1, Options);
        return snapshot;
    }

    private static async Task<List<byte[]>> StealAsync(IPipelineStorage storage)
    {
        var stolen = new List<byte[]>();
        foreach (var container in Enum.GetValues<PipelineContainer>().Where(c => c.Account() == StorageAccount.Working))
        {
            await foreach (var entry in storage[container].ListAsync(string.Empty))
            {
                await using var blob = await storage[container].OpenReadAsync(entry.Name);
                using var copy = new MemoryStream();
                await blob!.Content.CopyToAsync(copy);
                stolen.Add(copy.ToArray());
            }
        }

        return stolen;
    }

    private static IEnumerable<long> Windows(byte[] file) => Enumerable.Range(0, Math.Max(0, file.Length - 7)).Select(at => BitConverter.ToInt64(file, at));
}
