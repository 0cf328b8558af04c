using System.Text;
using TfPipeline.Core.Cohort;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>
/// tests/data/earlier-store was written by a build whose references were HMAC-SHA256. Whatever part of it is opened is refused:
/// the same person has another reference there, so nothing of it may stand beside what this build makes.
/// </summary>
[Trait("tier", "unit")]
public sealed class EarlierStoreTests : IDisposable
{
    private const string Run = "old";
    private const string Upload = "E08000001/2018-03-31/SYNTHETIC-E08000001-2018-03-31.csv";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("tfp-earlier-");
    private readonly KeyRing _keys;
    private readonly FolderStorage _storage;

    public EarlierStoreTests()
    {
        var sample = RepositoryFiles.PathOf("tests", "data", "earlier-store");
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_root.FullName, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using var root = new RootKey(Enumerable.Range(0, RootKey.Size).Select(i => (byte)i).ToArray(), "file-0bd2f458");
        _keys = new KeyRing(root);
        _storage = new FolderStorage(_root.FullName);
    }

    public static TheoryData<string, string> EncryptedFiles => new()
    {
        { ".tfe", SubmissionBlobs.RowsPurpose },
        { ".edits.tfe", SubmissionBlobs.EditsPurpose },
        { ".opt-outs.tfe", SubmissionBlobs.OptOutsPurpose },
    };

    public void Dispose()
    {
        _keys.Dispose();
        _root.Delete(recursive: true);
    }

    [Theory]
    [MemberData(nameof(EncryptedFiles))]
    public async Task Refuses_an_earlier_file_of_the_working_store(string ending, string purpose)
    {
        await using var blob = await _storage[PipelineContainer.Cohort].OpenReadAsync("submissions/E08000001/2018-03-31/c62d5be47d32802f8f5424d9ecfae446" + ending);
        Check(Assert.Throws<EarlierStoreException>(() => EncryptedFile.OpenRead(blob!.Content, _keys, purpose)));
    }

    [Fact]
    public async Task Refuses_to_look_for_uploads_beside_earlier_submissions()
        => Check(await Assert.ThrowsAsync<EarlierStoreException>(() => new UploadBatch(_storage, _keys).FindAsync()));

    [Fact]
    public async Task Refuses_to_read_an_upload_beside_earlier_submissions_and_stores_nothing_of_it()
    {
        var before = Cohort();
        Check(await Assert.ThrowsAsync<EarlierStoreException>(() => new UploadIngestor(_storage, _keys).IngestAsync(Upload)));
        Assert.Equal(before, Cohort());
    }

    [Theory]
    [InlineData("E08000035/2019-04-01/new.csv", "withdrawn,no other heading\nyes,x\n")]
    [InlineData("E08000001/2019-04-01/refused.csv", "withdrawn,no other heading\nyes,x\n")]
    [InlineData("E08000001/2018-03-31/refused.csv", "")]
    public async Task Writes_nothing_beside_earlier_submissions_whoever_sends_what(string upload, string content)
    {
        await _storage[PipelineContainer.Uploads].WriteAsync(upload, (stream, token) => stream.WriteAsync(Encoding.UTF8.GetBytes(content), token).AsTask());
        var before = Files();
        Check(await Assert.ThrowsAsync<EarlierStoreException>(() => new UploadIngestor(_storage, _keys).IngestAsync(upload)));
        Check(await Assert.ThrowsAsync<EarlierStoreException>(() => new UploadIngestor(_storage, _keys).RecordFailedAsync(upload)));
        Assert.Equal(before, Files());
    }

    [Theory]
    [InlineData(Run)]
    [InlineData("new")]
    public async Task Refuses_to_freeze_a_cohort_of_earlier_submissions(string run)
        => Check(await Assert.ThrowsAsync<EarlierStoreException>(() => new CohortSnapshotter(_storage, _keys).SnapshotAsync(run)));

    [Fact]
    public async Task Refuses_an_earlier_snapshot()
        => Check(await Assert.ThrowsAsync<EarlierStoreException>(() => SnapshotFile.ReadAsync(_storage[PipelineContainer.Cohort], Run, _keys, default)));

    [Fact]
    public async Task Refuses_an_earlier_panel()
        => Check(await Assert.ThrowsAsync<EarlierStoreException>(() => PanelReader.ReadInfoAsync(_storage[PipelineContainer.Panel], Run)));

    [Fact]
    public async Task Reads_the_uploads_again_into_an_empty_working_store()
    {
        Directory.Delete(Path.Combine(_root.FullName, "working"), recursive: true);
        var outcome = await new UploadIngestor(_storage, _keys).IngestAsync(Upload);
        Assert.Equal((ReceiptStatus.Accepted, 4), (outcome.Status, outcome.Rows.Accepted));
        Assert.Equal(4, (await new CohortSnapshotter(_storage, _keys).SnapshotAsync("new")).Flow.Kept);
    }

    private static void Check(EarlierStoreException refusal)
    {
        Assert.Contains("earlier version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("docs/operations.md", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(FaultKind.WorkingStore, FaultKinds.Of(refusal));
    }

    private string[] Files() => [.. Directory.EnumerateFiles(_root.FullName, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string[] Cohort() => [.. Directory.EnumerateFiles(Path.Combine(_root.FullName, "working", "cohort"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
