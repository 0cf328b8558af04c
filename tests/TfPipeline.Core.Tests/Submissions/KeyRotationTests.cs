using TfPipeline.Core.Cohort;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>The root key rotates; the secret of opt-outs stays.</summary>
[Trait("tier", "unit")]
public sealed class KeyRotationTests : IDisposable
{
    private readonly IngestBench _bench = new();
    private readonly KeyRing _before = Ring(1, optOuts: 9);
    private readonly KeyRing _after = Ring(2, optOuts: 9);

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Whoever_opted_out_stays_out_though_the_upload_is_gone()
    {
        await DropAsync(_before, "2017-03-31", CouncilCsv.Of().Add(("withdrawn", "yes")));
        await _bench.Storage[PipelineContainer.Uploads].DeleteAsync(IngestBench.Name("2017-03-31", "file.csv"));

        var full = await DropAsync(_after, "2018-03-31", CouncilCsv.Of().Add());
        Assert.Contains("HIS-07", await _bench.ReceiptAsync(full), StringComparison.Ordinal);
        var flow = await FlowAsync(_after, "run-1");
        Assert.Equal((1, 1, 1, true), (flow.Kept, flow.Withdrawn, flow.SubmissionsOfOtherKeys, flow.AddsUp));

        await DropAsync(_after, "2018-06-30", CouncilCsv.Of().Add(("withdrawn", "reversal")));
        Assert.Equal(2, (await FlowAsync(_after, "run-2")).Kept);
    }

    [Fact]
    public async Task A_root_key_that_served_for_both_goes_on_as_the_secret_of_opt_outs()
    {
        using var first = Ring(1);
        using var second = Ring(2, optOuts: 1);
        await DropAsync(first, "2017-03-31", CouncilCsv.Of().Add(("withdrawn", "yes")));
        await DropAsync(second, "2018-03-31", CouncilCsv.Of().Add());
        Assert.Equal(1, (await FlowAsync(second, "run-1")).Withdrawn);
    }

    [Fact]
    public async Task Another_secret_of_opt_outs_stops_the_run_rather_than_bringing_people_back()
    {
        using var forgotten = Ring(2, optOuts: 8);
        await DropAsync(_before, "2017-03-31", CouncilCsv.Of(("withdrawn", "yes")));
        await Assert.ThrowsAsync<EncryptedFileException>(() => DropAsync(forgotten, "2018-03-31", CouncilCsv.Of()));
        using var other = new IngestBench();
        await DropAsync(_before, "2017-03-31", CouncilCsv.Of(), other);
        await Assert.ThrowsAsync<CohortKeyException>(() => new CohortSnapshotter(other.Storage, Ring(1, optOuts: 8)).SnapshotAsync("run"));
    }

    [Fact]
    public async Task An_upload_that_is_still_there_is_made_again_and_what_was_made_before_retires()
    {
        await DropAsync(_before, "2017-03-31", CouncilCsv.Of().Add(("withdrawn", "yes")));
        var batch = new UploadBatch(_bench.Storage, _after);
        var again = Assert.Single(await batch.IngestAsync(await batch.FindAsync(), static _ => { }));
        Assert.Equal((IngestAction.Processed, ReceiptStatus.Accepted), (again.Action, again.Status));
        var states = await _bench.StatesAsync();
        Assert.Equal(again.Submission, states.Single(s => s.Status == ReceiptStatus.Accepted).Submission);
        Assert.Equal(again.Submission, states.Single(s => s.Status == ReceiptStatus.Superseded).Successor);
        var flow = await FlowAsync(_after, "run-1");
        Assert.Equal((1, 0), (flow.Submissions, flow.SubmissionsOfOtherKeys));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("2017-03-31", false)]
    [InlineData("2018-03-31", true)]
    [InlineData("2018-06-30", true)]
    public async Task Rows_of_the_older_key_stop_the_run_unless_the_council_has_filed_since(string? since, bool runs)
    {
        await DropAsync(_before, "2018-03-31", CouncilCsv.Of());
        if (since is not null)
            await DropAsync(_after, since, CouncilCsv.Of().Add());
        if (runs)
            Assert.Equal(2, (await FlowAsync(_after, "run-1")).Kept);
        else
            await Assert.ThrowsAsync<CohortKeyException>(() => FlowAsync(_after, "run-1"));
    }

    private static KeyRing Ring(byte root, byte? optOuts = null)
    {
        using var key = Key(root);
        if (optOuts is null)
            return new KeyRing(key);
        using var secret = Key(optOuts.Value);
        return new KeyRing(key, secret);
    }

    private static RootKey Key(byte fill)
    {
        var bytes = new byte[RootKey.Size];
        Array.Fill(bytes, fill);
        return new RootKey(bytes, $"version-{fill}");
    }

    private async Task<IngestOutcome> DropAsync(KeyRing keys, string drop, CouncilCsv csv, IngestBench? bench = null)
    {
        bench ??= _bench;
        // Each drop has a name of its own here, so that a file of the newer key does not replace one of the older.
        var name = IngestBench.Name(drop, keys == _before ? "file.csv" : "newer.csv");
        await bench.PutAsync(name, csv.Bytes());
        return await new UploadIngestor(bench.Storage, keys).IngestAsync(name);
    }

    private async Task<CohortFlow> FlowAsync(KeyRing keys, string runId) => (await new CohortSnapshotter(_bench.Storage, keys).SnapshotAsync(runId)).Flow;
}
