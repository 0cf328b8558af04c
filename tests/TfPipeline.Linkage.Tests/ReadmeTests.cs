using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using TfPipeline.Identifiers;
using TfPipeline.Pseudonyms;
using TfPipeline.TestKit;

namespace TfPipeline.Linkage.Tests;

/// <summary>The example of the library's README is this code.</summary>
[Trait("tier", "unit")]
public sealed class ReadmeTests
{
    [Fact]
    public void Its_example_links_two_small_files()
    {
        string[] forenames = ["Zoe", "Imran", "Grace"], surnames = ["Quill", "Baptiste", "Okafor"], recordIds = ["r1", "r2", "r3"];
        DateOnly?[] born = [new(2008, 3, 14), new(2011, 7, 2), new(1984, 12, 25)];
        string[] postcodes = ["LS1 4AP", "M1 1AE", "B33 8TH"];

        using var ring = new KeyRing(new RootKey(RandomNumberGenerator.GetBytes(RootKey.Size), "1"));
        using var tokeniser = new Tokeniser(ring);
        var cohort = tokeniser.Tokenise(new IdentifierBatch { Count = 3, Forename = forenames, Surname = surnames, DateOfBirth = born, Postcode = postcodes });
        var records = tokeniser.Tokenise(new IdentifierBatch { Count = 3, Forename = forenames, Surname = surnames, DateOfBirth = born, Postcode = postcodes });

        var result = PersonLinkage.Link(cohort, records, recordIds, new LinkageOptions());
        for (var i = 0; i < result.Links.Count; i++)
            Assert.Equal($"r{result.Links.CohortIndex[i] + 1}", result.Links.RecordId[i]);
        Assert.Equal(3, result.Links.Count);
    }

    [Fact]
    public void Every_line_of_the_example_without_a_gap_is_compiled_here()
    {
        var readme = File.ReadAllText(RepositoryFiles.PathOf("functions", "TfPipeline.Linkage", "README.md"));
        var from = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        var here = File.ReadAllText(RepositoryFiles.PathOf("tests", "TfPipeline.Linkage.Tests", Path.GetFileName(ThisFile())));
        foreach (var line in readme[from..readme.IndexOf("```", from, StringComparison.Ordinal)].Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!line.Contains('…', StringComparison.Ordinal) && !line.StartsWith("Console.", StringComparison.Ordinal) && line != "using TfPipeline.Linkage;")
                Assert.Contains(line, here, StringComparison.Ordinal);
        }
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
