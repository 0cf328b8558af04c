using TfPipeline.Core.Linkage;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;
using TfPipeline.Core.Tests.Pseudonyms;

namespace TfPipeline.Core.Tests.Linkage;

/// <summary>An attacker holds every byte of the working store of a linkage and public distributions of names and dates, but no key.</summary>
[Trait("tier", "integration")]
public sealed class FrequencyAttackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tfp-attack").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_stolen_working_store_shows_no_frequencies_to_match_with_public_ones()
    {
        var people = MadeUpPeople.Make(200, 400, 0.9, 11);
        using var ring = TestKeys.Ring();
        using var tokeniser = new Tokeniser(ring);
        var cohort = tokeniser.Tokenise(people.Left);
        var options = new LinkageOptions { RandomPairs = 50_000, LeastPairsPerFamily = 100_000 };
        var workspace = new LinkageWorkspace(new FolderStorage(_folder)[PipelineContainer.Links], "run", "offences", ring);
        await DepartmentLinkage.PlanAsync(workspace, cohort, people.Partitions(1), options);
        await DepartmentLinkage.ComparePartitionAsync(workspace, cohort, 0, people.Partitions(1)[0], options);
        await DepartmentLinkage.LinkAsync(workspace, cohort, 1, options);
        var stolen = Directory.GetFiles(_folder, "*.tfe", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        Assert.Equal(3, stolen.Count);
        // With the tokens in the clear the attack works: the most common one is the most common name. The store must not hold them.
        var tokens = Enumerable.Range(0, cohort.Names.Count).Select(v => BitConverter.GetBytes(cohort.Names.Token(v, NameToken.Exact))).ToList();
        var reidentified = tokens.Count(token => stolen.Exists(file => file.AsSpan().IndexOf(token) >= 0));
        Assert.Equal(0, reidentified);
        // Nor may any eight bytes repeat as a common name's token would.
        foreach (var file in stolen)
            Assert.Equal(file.Length / 8, file.Chunk(8).Where(c => c.Length == 8).Select(c => BitConverter.ToUInt64(c)).Distinct().Count());
    }
}
