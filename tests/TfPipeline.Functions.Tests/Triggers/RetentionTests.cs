using System.Text;
using TfPipeline.Core.Retention;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Triggers;

[Trait("tier", "unit")]
public sealed class RetentionTests : IDisposable
{
    private const string Told = "E08000035/2019-04-01/Zebediah Quux.csv";
    private const string Untold = "E08000035/2019-04-02/Zebediah Quux.csv";
    private const string Extract = "offences/2021-03/people-1.parquet";

    private readonly TemporaryFolder folder = new();
    private readonly KeyRing keys = new(new RootKey(new byte[RootKey.Size], "v1"));

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData(-1, 0, 0, 0)]
    [InlineData(1, 1, 2, 1)]
    public async Task Deletes_what_is_past_its_days_but_no_upload_whose_council_has_not_been_told(int days, int uploads, int extracts, int left)
    {
        var storage = await StorageAsync();
        var now = DateTimeOffset.UtcNow;
        var counts = await new RetentionSweeper(storage, new UploadIngestor(storage, keys)).SweepAsync(now.AddDays(days), now);

        Assert.Equal(new RetentionCounts(uploads, extracts, left), counts);
        Assert.Equal(uploads == 0, await storage[PipelineContainer.Uploads].FindAsync(Told) is not null);
        Assert.NotNull(await storage[PipelineContainer.Uploads].FindAsync(Untold));
        Assert.Equal(extracts == 0, await storage[PipelineContainer.Extracts].FindAsync(Extract) is not null);
        await foreach (var line in storage[PipelineContainer.Audit].ListAsync("retention/"))
        {
            await using var blob = await storage[PipelineContainer.Audit].OpenReadAsync(line.Name);
            using var reader = new StreamReader(blob!.Content);
            Assert.DoesNotContain("Zebediah", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<FolderStorage> StorageAsync()
    {
        var storage = new FolderStorage(folder.Path);
        await WriteAsync(storage[PipelineContainer.Uploads], Told);
        await new UploadIngestor(storage, keys).IngestAsync(Told);
        await WriteAsync(storage[PipelineContainer.Uploads], Untold);
        await WriteAsync(storage[PipelineContainer.Extracts], Extract);
        await WriteAsync(storage[PipelineContainer.Extracts], "offences/2021-03/manifest.json");
        return storage;
    }

    private static Task<WriteOutcome> WriteAsync(IBlobArea area, string name) =>
        area.WriteAsync(name, async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes("nothing of use"), token));
}
