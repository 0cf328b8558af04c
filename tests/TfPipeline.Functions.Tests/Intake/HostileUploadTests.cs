using System.Text;
using Azure.Storage.Blobs;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Intake;

/// <summary>Names and contents that were made to do harm, put into a real storage emulator by its own client.</summary>
[Trait("tier", "integration")]
public sealed class HostileUploadTests : IDisposable
{
    private const string Folder = CouncilCsv.Gss + "/2018-03-31/";

    private readonly RootKey _root = new(new byte[RootKey.Size], "test");
    private readonly KeyRing _keys;

    public HostileUploadTests() => _keys = new KeyRing(_root);

    public void Dispose()
    {
        _keys.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData(Folder + "..%2F..%2FCanaryson.csv", ReceiptStatus.Accepted)]
    [InlineData(Folder + "<script>alert('Canaryson')</script>.csv", ReceiptStatus.Refused)]
    [InlineData(Folder + "=cmd|'Canaryson'!A1.csv", ReceiptStatus.Accepted)]
    [InlineData(Folder + "\u202Evsc.nosyranaC Canaryson \uD83D\uDE00", ReceiptStatus.Accepted)]
    [InlineData(Folder + "Canaryson\\..\\x.csv", ReceiptStatus.Refused)]
    [InlineData(Folder + "deeper/Canaryson.csv", ReceiptStatus.Refused)]
    [InlineData("Canaryson.csv", ReceiptStatus.Refused)]
    [InlineData("E08000035-Canaryson/2018-03-31/x.csv", ReceiptStatus.Refused)]
    [InlineData("E08000035/2018-03-31-Canaryson/x.csv", ReceiptStatus.Refused)]
    public async Task A_name_that_plays_tricks_ends_in_a_receipt_and_is_repeated_nowhere(string name, ReceiptStatus expected)
    {
        var account = await Azurite.NewAccountAsync();
        var storage = StorageLocation.Parse(account).Open();
        var uploads = new BlobContainerClient(account, "uploads");
        await uploads.CreateIfNotExistsAsync();
        await uploads.GetBlobClient(name).UploadAsync(new BinaryData(CouncilCsv.Of().Bytes()));

        var batch = new UploadBatch(storage, _keys);
        var outcome = Assert.Single(await batch.IngestAsync(await batch.FindAsync(), static _ => { }));
        Assert.Equal(expected, outcome.Status);
        Assert.Empty(await batch.FindAsync());
        foreach (var (blob, content) in await EverythingElseAsync(storage))
        {
            Assert.DoesNotContain("Canaryson", blob, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Canaryson", content, StringComparison.OrdinalIgnoreCase);
        }
    }

    public static TheoryData<string, byte[], string> Contents => new()
    {
        { "headings twice", Encoding.UTF8.GetBytes(CouncilCsv.Of().Text().Replace("sex", "forename", StringComparison.Ordinal)), "HDR-05" },
        { "NUL bytes in a cell", Encoding.UTF8.GetBytes(CouncilCsv.Of(("forename", "Canary\0son")).Text()), "ROW-03" },
        { "nothing but NUL bytes", new byte[10_000], "FIL-03" },
        { "a formula", Encoding.UTF8.GetBytes(CouncilCsv.Of(("forename", "=HYPERLINK(Canaryson)")).Text()), "ROW-05" },
        { "markup", Encoding.UTF8.GetBytes(CouncilCsv.Of(("forename", "<img src=x onerror=Canaryson1()>")).Text()), "FOR-03" },
        { "markup as a heading", Encoding.UTF8.GetBytes(CouncilCsv.Of().Text().Replace("nino", "<b>Canaryson</b>", StringComparison.Ordinal)), "HDR-04" },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Content_that_plays_tricks_ends_in_a_receipt_and_is_repeated_nowhere(string what, byte[] content, string code)
    {
        Assert.NotEmpty(what);
        var storage = StorageLocation.Parse(await Azurite.NewAccountAsync()).Open();
        await storage[PipelineContainer.Uploads].WriteAsync(Folder + "x.csv", async (output, token) => await output.WriteAsync(content, token));
        var outcome = await new UploadIngestor(storage, _keys).IngestAsync(Folder + "x.csv");
        Assert.Equal(ReceiptStatus.Refused, outcome.Status);
        var everything = await EverythingElseAsync(storage);
        Assert.Contains(everything, f => f.Content.Contains(code, StringComparison.Ordinal));
        Assert.All(everything, f => Assert.DoesNotContain("Canary", f.Content, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<List<(string Name, string Content)>> EverythingElseAsync(IPipelineStorage storage)
    {
        var everything = new List<(string, string)>();
        foreach (var container in new[] { PipelineContainer.Receipts, PipelineContainer.Cohort, PipelineContainer.Runs })
        {
            await foreach (var entry in storage[container].ListAsync(string.Empty))
            {
                await using var blob = await storage[container].OpenReadAsync(entry.Name);
                using var reader = new StreamReader(blob!.Content, Encoding.Latin1);
                everything.Add((entry.Name, await reader.ReadToEndAsync()));
            }
        }

        return everything;
    }
}
