using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Intake;

[Trait("tier", "unit")]
public sealed class WatcherTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tfp-watch-");
    private readonly RootKey _root = new(new byte[RootKey.Size], "test");
    private readonly KeyRing _keys;
    private readonly FolderStorage _storage;
    private readonly UploadWatcher _watcher;

    public WatcherTests()
    {
        _keys = new KeyRing(_root);
        _storage = new FolderStorage(_folder.FullName);
        _watcher = new UploadWatcher(new UploadBatch(_storage, _keys), TimeProvider.System, TimeSpan.FromSeconds(1));
    }

    public void Dispose()
    {
        _keys.Dispose();
        _root.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_file_that_still_changes_is_left_alone()
    {
        await CopyAsync(CouncilCsv.Of());
        Assert.Empty(await LookAsync());
        await CopyAsync(CouncilCsv.Of().Add());
        Assert.Empty(await LookAsync());
        var outcome = Assert.Single(await LookAsync());
        Assert.Equal((ReceiptStatus.Accepted, 2), (outcome.Status, outcome.Rows.Accepted));
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task What_has_a_receipt_is_not_waiting()
    {
        await CopyAsync(CouncilCsv.Of());
        var batch = new UploadBatch(_storage, _keys);
        await batch.IngestAsync(await batch.FindAsync(), static _ => { });
        Assert.Empty(await batch.FindAsync());
        await CopyAsync(CouncilCsv.Of().Add());
        Assert.Single(await batch.FindAsync());
    }

    private Task<IReadOnlyList<IngestOutcome>> LookAsync() => _watcher.LookAsync(static _ => { });

    private Task<WriteOutcome> CopyAsync(CouncilCsv csv)
        => _storage[PipelineContainer.Uploads].WriteAsync($"{CouncilCsv.Gss}/2018-03-31/file.csv", async (output, token) => await output.WriteAsync(csv.Bytes(), token));
}
