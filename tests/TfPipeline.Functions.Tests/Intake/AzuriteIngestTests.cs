using TfPipeline.Azure.Storage;
using TfPipeline.Core.Cohort;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Intake;

/// <summary>Intake under at-least-once events, on a real storage emulator.</summary>
[Trait("tier", "integration")]
public sealed class AzuriteIngestTests : IDisposable
{
    private const string Upload = CouncilCsv.Gss + "/2018-03-31/Jane Canaryson.csv";

    private readonly RootKey _root = new(new byte[RootKey.Size], "test");
    private readonly KeyRing _keys;

    public AzuriteIngestTests() => _keys = new KeyRing(_root);

    public void Dispose()
    {
        _keys.Dispose();
        _root.Dispose();
    }

    [Fact]
    public async Task One_event_ten_times_changes_nothing()
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of());
        var first = await new UploadIngestor(storage, _keys).IngestAsync(Upload);
        var before = await VersionsAsync(storage);
        for (var i = 0; i < 9; i++)
        {
            var again = await new UploadIngestor(storage, _keys).IngestAsync(Upload);
            Assert.Equal((IngestAction.AlreadyProcessed, first.Submission), (again.Action, again.Submission));
        }

        Assert.Equal(before, await VersionsAsync(storage));
    }

    [Fact]
    public async Task Two_functions_on_one_upload_leave_one_submission()
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of().Add());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => new UploadIngestor(storage, _keys).IngestAsync(Upload))));
        Assert.Single(outcomes.Select(o => o.Submission).Distinct(StringComparer.Ordinal));
        Assert.Equal([ReceiptStatus.Accepted], (await StatesAsync(storage)).Select(s => s.Status));
        Assert.Equal(2, await PeopleAsync(storage));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_upload_that_is_replaced_while_it_is_read_the_newer_content_counts(bool afterTheRead)
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of());
        var turbulent = new OverwritingStorage(storage, () => PutAsync(storage, Upload, CouncilCsv.Of().Add().Add()), afterTheRead);
        var outcome = await new UploadIngestor(turbulent, _keys).IngestAsync(Upload);
        Assert.Equal((ReceiptStatus.Accepted, 3), (outcome.Status, outcome.Rows.Accepted));
        var states = await StatesAsync(storage);
        Assert.Equal(2, states.Count);
        Assert.Equal(outcome.Submission, states.Single(s => s.Status == ReceiptStatus.Accepted).Submission);
        Assert.Single(states, s => s.Status == ReceiptStatus.Superseded);
        Assert.Equal(3, await PeopleAsync(storage));
    }

    [Fact]
    public async Task A_deleted_upload_leaves_nothing()
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of());
        await storage[PipelineContainer.Uploads].DeleteAsync(Upload);
        Assert.Equal(IngestAction.Gone, (await new UploadIngestor(storage, _keys).IngestAsync(Upload)).Action);
        Assert.Empty(await StatesAsync(storage));
    }

    [Fact]
    public async Task Drops_in_any_order_of_arrival_give_one_cohort()
    {
        string[] drops = ["2017-03-31", "2017-09-30", "2018-03-31"];
        CouncilCsv[] files =
        [
            CouncilCsv.Of(("group", "comparison"), ("index_date", "2016-01-01")).Add(),
            CouncilCsv.Of(("index_date", "2017-01-01")).Add(("withdrawn", "yes")),
            CouncilCsv.Of(("index_date", "2017-01-01"), ("date_of_birth", "2001-12-31")).Add().Add(),
        ];
        var cohorts = new List<(CohortFlow, string)>();
        foreach (var order in new int[][] { [0, 1, 2], [2, 1, 0], [1, 2, 0] })
        {
            var storage = await NewStorageAsync();
            foreach (var i in order)
            {
                var name = $"{CouncilCsv.Gss}/{drops[i]}/file.csv";
                await PutAsync(storage, name, files[i]);
                await new UploadIngestor(storage, _keys).IngestAsync(name);
            }

            await new CohortSnapshotter(storage, _keys).SnapshotAsync("run");
            var cohort = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], "run", _keys);
            cohorts.Add((cohort.Flow, string.Join(' ', cohort.PersonRef.Zip(cohort.DateOfBirth, cohort.CrossoverDate))));
        }

        Assert.Single(cohorts.Distinct());
        Assert.Equal((2, 1, true), (cohorts[0].Item1.Kept, cohorts[0].Item1.Withdrawn, cohorts[0].Item1.AddsUp));
    }

    [Fact]
    public async Task What_could_not_be_processed_has_a_failed_receipt()
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of());
        var outcome = await new UploadIngestor(storage, _keys).RecordFailedAsync(Upload);
        Assert.Equal(ReceiptStatus.Failed, outcome.Status);
        Assert.Equal([ReceiptStatus.Failed], (await StatesAsync(storage)).Select(s => s.Status));
    }

    [Fact]
    public async Task No_blob_outside_the_uploads_is_named_after_a_file()
    {
        var storage = await NewStorageAsync();
        await PutAsync(storage, Upload, CouncilCsv.Of());
        await new UploadIngestor(storage, _keys).IngestAsync(Upload);
        Assert.DoesNotContain(await VersionsAsync(storage), v => v.Contains("Canaryson", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<IPipelineStorage> NewStorageAsync() => StorageLocation.Parse(await Azurite.NewAccountAsync()).Open();

    private static Task<WriteOutcome> PutAsync(IPipelineStorage storage, string name, CouncilCsv csv)
        => storage[PipelineContainer.Uploads].WriteAsync(name, async (output, token) => await output.WriteAsync(csv.Bytes(), token));

    private static async Task<List<SubmissionState>> StatesAsync(IPipelineStorage storage)
    {
        var states = new List<SubmissionState>();
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty))
            states.Add(state);
        return states;
    }

    private static async Task<List<string>> VersionsAsync(IPipelineStorage storage)
    {
        var versions = new List<string>();
        foreach (var container in new[] { PipelineContainer.Receipts, PipelineContainer.Cohort })
        {
            await foreach (var entry in storage[container].ListAsync(string.Empty))
                versions.Add($"{entry.Name} {entry.ETag}");
        }

        return versions;
    }

    private async Task<long> PeopleAsync(IPipelineStorage storage)
        => (await new CohortSnapshotter(storage, _keys).SnapshotAsync("people")).Flow.Kept;
}
