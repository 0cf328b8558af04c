using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Synthetic.Tests;

/// <summary>What <c>tfp synth --faults</c> writes breaks every rule that one file can break, and is what the samples show.</summary>
[Trait("tier", "integration")]
public sealed class RuleSampleTests : IDisposable
{
    // A file over two gigabytes, a fault of the service, a replaced upload, the same content twice, a council whose code changed.
    private static readonly string[] NotOneFile = ["FIL-12", "FIL-14", "FIL-15", "FIL-16", "GSS-07"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_receipts_of_faulty_uploads_name_every_rule_that_one_file_can_break()
    {
        var options = new SyntheticOptions(Path.Combine(_folder.Path, "landing"), Path.Combine(_folder.Path, "truth"), 600, 3, Councils: 4, Faults: true);
        await SyntheticData.MakeAsync(options, CancellationToken.None);
        var storage = new FolderStorage(_folder.Path);
        using var root = new RootKey(new byte[RootKey.Size], "test");
        using var keys = new KeyRing(root);
        var batch = new UploadBatch(storage, keys);
        var outcomes = await batch.IngestAsync(await batch.FindAsync(), static _ => { });

        var codes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var entry in storage[PipelineContainer.Receipts].ListAsync(string.Empty))
        {
            if (!entry.Name.EndsWith(".json", StringComparison.Ordinal))
                continue;
            await using var blob = await storage[PipelineContainer.Receipts].OpenReadAsync(entry.Name);
            var json = new byte[entry.Length];
            await blob!.Content.ReadExactlyAsync(json);
            codes.UnionWith(ReceiptJson.Read(json).Rules.Select(r => r.Code));
        }

        Assert.Equal(File.ReadLines(Path.Combine(options.Truth, FaultyUploads.ListFile)).Count(l => l.EndsWith(",refused", StringComparison.Ordinal)), outcomes.Count(o => o.Status == ReceiptStatus.Refused));
        Assert.Empty(RuleCatalogue.All.Except(WorkbookRules.All).Where(r => !r.NeedsHistory).Select(r => r.Code).Except(NotOneFile).Except(codes));
    }

    [Fact]
    public void One_file_breaks_every_rule_of_rows()
    {
        var rules = RuleCatalogue.All.Except(WorkbookRules.All).Where(r => !r.NeedsHistory && r.Severity != Severity.File).Select(r => r.Code).Except(["FIL-16", "GSS-06"]);
        using var stream = new MemoryStream(RuleSamples.Refused(CouncilCsv.Gss).First().Content);
        var result = CouncilFileValidator.Validate(stream, new RowContext(CouncilCsv.Gss, new DateOnly(2018, 3, 31), new IntakeOptions()), static _ => { });
        Assert.Empty(rules.Except(result.Findings.Counts.Keys.Select(r => r.Code)));
    }

    [Fact]
    public void The_samples_of_the_repository_are_those_of_this_build()
    {
        RepositoryFiles.CheckDocument(RuleSamples.Valid(CouncilCsv.Gss), "tests", "data", "valid", "council.csv");
        foreach (var (name, content) in RuleSamples.Refused(CouncilCsv.Gss))
            RepositoryFiles.CheckDocument(content, "tests", "data", "invalid", name + ".csv");
        Assert.Equal(
            RuleSamples.Refused(CouncilCsv.Gss).Select(s => s.Name + ".csv").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(RepositoryFiles.PathOf("tests", "data", "invalid"), "*.csv").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }
}
