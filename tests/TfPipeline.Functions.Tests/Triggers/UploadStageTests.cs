using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Submissions;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Triggers;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Triggers;

[Trait("tier", "unit")]
public sealed class UploadStageTests : IDisposable
{
    private const string Upload = "E08000035/2019-04-01/drop.csv";

    private readonly TemporaryFolder folder = new();
    private readonly SkippingTime time = new();
    private readonly RecordedLines<UploadStage> lines = new();
    private readonly RoleKeys keys = new(new KeySources(new SampleKey()));

    public void Dispose()
    {
        keys.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Waits_for_the_verdict_of_the_malware_scan()
    {
        var storage = await StorageAsync(refusals: 3);
        await Stage(storage).IngestAsync(Upload, default);
        Assert.Equal(3, time.Waits.Count);
        Assert.NotEmpty(await ReceiptsAsync(storage));
    }

    [Fact]
    public async Task Gives_up_on_an_upload_that_stays_refused_and_leaves_a_failed_receipt_without_reading_it()
    {
        var storage = await StorageAsync(refusals: int.MaxValue);
        var fault = await Assert.ThrowsAsync<StorageFaultException>(() => Stage(storage).IngestAsync(Upload, default));
        Assert.True(fault.IsRefused);
        Assert.Equal(TimeSpan.FromMinutes(10), TimeSpan.FromTicks(time.Waits.Sum(wait => wait.Ticks)));

        await Stage(storage).TryOnceMoreAsync(Upload, isLast: true, default);
        Assert.Equal(ReceiptStatus.Failed, await StatusAsync(storage));
    }

    [Fact]
    public async Task Ingests_an_upload_that_the_blob_trigger_gave_up_within_seconds_once_the_storage_answers_again()
    {
        var storage = await StorageAsync(refusals: 1, isRefused: false);
        await Assert.ThrowsAsync<StorageFaultException>(() => Triggers(storage).RecordFailedUpload(Poison(delivery: 1), default));
        Assert.Null(await StatusAsync(storage));

        await Triggers(storage).RecordFailedUpload(Poison(delivery: 2), default);
        Assert.Equal(ReceiptStatus.Refused, await StatusAsync(storage));
        Assert.DoesNotContain(lines.Lines, line => line.Level == LogLevel.Error);
    }

    [Theory]
    [InlineData(UploadTriggers.LateAttempts - 1, false)]
    [InlineData(UploadTriggers.LateAttempts, true)]
    [InlineData(UploadTriggers.LateAttempts + 1, true)]
    public async Task Leaves_a_failed_receipt_after_the_last_late_attempt_and_no_earlier(int delivery, bool isLeft)
    {
        var storage = await StorageAsync(refusals: int.MaxValue, isRefused: false);
        var attempt = Triggers(storage).RecordFailedUpload(Poison(delivery), default);
        if (isLeft)
            await attempt;
        else
            await Assert.ThrowsAsync<StorageFaultException>(() => attempt);
        Assert.Equal(isLeft ? ReceiptStatus.Failed : null, await StatusAsync(storage));
        Assert.Equal(isLeft ? 1 : 0, lines.Lines.Count(line => line.Level == LogLevel.Error));
    }

    [Fact]
    public async Task Tries_an_upload_of_the_queue_of_events_a_last_time_before_its_failed_receipt()
    {
        var storage = await StorageAsync(refusals: 0);
        await Triggers(storage).RecordFailedUploadEvent(Message, default);
        Assert.Equal(ReceiptStatus.Refused, await StatusAsync(storage));
    }

    [Fact]
    public async Task Lets_go_of_a_poison_message_that_cannot_be_read()
    {
        var storage = await StorageAsync(refusals: 0);
        await Triggers(storage).RecordFailedUpload(QueuesModelFactory.QueueMessage("1", "1", "Zebediah Quux", 7), default);
        await Triggers(storage).RecordFailedUploadEvent("Zebediah Quux", default);
        await Triggers(storage).IngestUploadEvent("Zebediah Quux", default);
        Assert.Null(await StatusAsync(storage));
    }

    [Fact]
    public async Task Does_not_wait_for_a_fault_of_another_kind()
    {
        var storage = await StorageAsync(refusals: int.MaxValue, isRefused: false);
        await Assert.ThrowsAsync<StorageFaultException>(() => Stage(storage).IngestAsync(Upload, default));
        Assert.Empty(time.Waits);
    }

    /// <summary>An append or page blob, or one above the scanner's limit: no verdict will come.</summary>
    [Fact]
    public async Task Does_not_wait_for_a_verdict_that_cannot_come_and_tells_the_council_at_once()
    {
        var storage = await StorageAsync(refusals: int.MaxValue, canBeScanned: false);
        await Triggers(storage).IngestUploadEvent(Message, default);
        Assert.Empty(time.Waits);
        Assert.Equal(ReceiptStatus.Failed, await StatusAsync(storage));
        Assert.Single(lines.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Catches_up_with_an_upload_that_no_event_told_about()
    {
        var storage = await StorageAsync(refusals: 0);
        var told = new RecordedLines<CatchUpStage>();
        await CatchUp(storage, told).CatchUpAsync(default);
        Assert.Equal(ReceiptStatus.Refused, await StatusAsync(storage));
        await CatchUp(storage, told).CatchUpAsync(default);
        Assert.Equal(["Uploads without a receipt: 1 ingested, 0 left", "Uploads without a receipt: 0 ingested, 0 left"], told.Lines.Select(line => line.Message));
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(25, true)]
    public async Task Tells_the_council_of_an_upload_that_stays_unread_for_a_day_and_the_operator_once(int hours, bool isTold)
    {
        var storage = await StorageAsync(refusals: int.MaxValue);
        time.Move(DateTimeOffset.UtcNow.AddHours(hours));
        var told = new RecordedLines<CatchUpStage>();
        await CatchUp(storage, told).CatchUpAsync(default);
        await CatchUp(storage, told).CatchUpAsync(default);
        Assert.Equal(isTold ? ReceiptStatus.Failed : null, await StatusAsync(storage));
        Assert.Equal(isTold ? 1 : 0, told.Lines.Count(line => line.Level == LogLevel.Error));
        Assert.All(told.Lines, line => Assert.DoesNotContain("drop", line.Message, StringComparison.Ordinal));
        Assert.Empty(time.Waits);
    }

    /// <summary>The storage client reports a request that took too long as a cancellation that nobody asked for.</summary>
    [Fact]
    public async Task Takes_a_request_that_took_too_long_for_a_fault_and_not_for_the_end_of_the_host()
    {
        var storage = await StorageAsync(refusals: int.MaxValue);
        storage.Fault = new TaskCanceledException();
        Assert.False(await Stage(storage).TryNowAsync(Upload, default));
        await Stage(storage).TryOnceMoreAsync(Upload, isLast: true, default);
        Assert.Equal(ReceiptStatus.Failed, await StatusAsync(storage));
    }

    [Fact]
    public async Task Stops_when_the_host_ends()
    {
        var storage = await StorageAsync(refusals: int.MaxValue);
        storage.Fault = new TaskCanceledException();
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Stage(storage).TryNowAsync(Upload, ended.Token));
    }

    [Fact]
    public async Task Goes_on_with_the_other_uploads_where_one_can_have_no_receipt_and_fails_at_the_end()
    {
        var storage = await StorageAsync(refusals: int.MaxValue, isRefused: false);
        await storage[PipelineContainer.Uploads].WriteAsync("E08000036/2019-04-01/drop.csv", async (stream, token) => await stream.WriteAsync("nothing of use"u8.ToArray(), token));
        storage.ReceiptsRefused = 1;
        time.Move(DateTimeOffset.UtcNow.AddHours(25));
        await Assert.ThrowsAsync<StorageFaultException>(() => CatchUp(storage, new RecordedLines<CatchUpStage>()).CatchUpAsync(default));
        Assert.Equal(ReceiptStatus.Failed, await StatusAsync(storage));
    }

    private const string Message = """{"ContainerName":"uploads","BlobName":"E08000035/2019-04-01/drop.csv"}""";

    private static QueueMessage Poison(int delivery) => QueuesModelFactory.QueueMessage("1", "1", Message, delivery);

    private UploadTriggers Triggers(IPipelineStorage storage) => new(Stage(storage), new BlobMessages(NullLogger<BlobMessages>.Instance));

    private UploadStage Stage(IPipelineStorage storage) => new(storage, keys, Options.Create(new IntakeSettings()), time, lines);

    private CatchUpStage CatchUp(IPipelineStorage storage, RecordedLines<CatchUpStage> told) =>
        new(storage, keys, Stage(storage), Options.Create(new IntakeSettings()), time, told);

    private static async Task<ReceiptStatus?> StatusAsync(IPipelineStorage storage)
    {
        ReceiptStatus? status = null;
        await foreach (var (state, _) in new SubmissionStates(storage).ListAsync(string.Empty))
            status = state.Status;
        return status;
    }

    private async Task<UnscannedStorage> StorageAsync(int refusals, bool isRefused = true, bool canBeScanned = true)
    {
        var storage = new FolderStorage(folder.Path);
        await storage[PipelineContainer.Uploads].WriteAsync(Upload, async (stream, token) => await stream.WriteAsync("nothing of use"u8.ToArray(), token));
        return new UnscannedStorage(storage, refusals, isRefused, canBeScanned);
    }

    private static async Task<List<string>> ReceiptsAsync(IPipelineStorage storage)
    {
        var names = new List<string>();
        await foreach (var blob in storage[PipelineContainer.Receipts].ListAsync("E08000035/"))
            names.Add(blob.Name);
        return names;
    }

    private sealed class SampleKey : IRootKeySource
    {
        public Task<RootKey> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(new RootKey(new byte[RootKey.Size], "v1"));
    }

    /// <summary>Refuses to open an upload the first few times.</summary>
    private sealed class UnscannedStorage(IPipelineStorage inner, int refusals, bool isRefused, bool canBeScanned) : IPipelineStorage
    {
        private readonly bool canBeScanned = canBeScanned;
        private int left = refusals;

        /// <summary>What is thrown instead of the storage's own refusal.</summary>
        public Exception? Fault { get; set; }

        /// <summary>How many writes of receipts fail.</summary>
        public int ReceiptsRefused { get; set; }

        public IBlobArea this[PipelineContainer container] =>
            container is PipelineContainer.Uploads or PipelineContainer.Receipts ? new Area(inner[container], this, container) : inner[container];

        private void Look()
        {
            if (left-- > 0)
                throw Fault ?? new StorageFaultException(PipelineContainer.Uploads, "looking up a blob", "a kind", isTransient: false, isRefused);
        }

        private sealed class Area(IBlobArea blobs, UnscannedStorage owner, PipelineContainer container) : IBlobArea
        {
            private bool IsUploads => container == PipelineContainer.Uploads;

            public async IAsyncEnumerable<BlobEntry> ListAsync(
                string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                await foreach (var blob in blobs.ListAsync(prefix, cancellationToken))
                    yield return IsUploads ? blob with { CanBeScanned = owner.canBeScanned } : blob;
            }

            public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default)
            {
                if (IsUploads)
                    owner.Look();
                return blobs.FindAsync(name, cancellationToken);
            }

            public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default)
            {
                if (IsUploads)
                    owner.Look();
                return blobs.OpenReadAsync(name, cancellationToken);
            }

            public Task<WriteOutcome> WriteAsync(
                string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default) =>
                container == PipelineContainer.Receipts && owner.ReceiptsRefused-- > 0
                    ? throw new StorageFaultException(container, "writing a blob", "a kind", isTransient: true, isRefused: false)
                    : blobs.WriteAsync(name, write, condition, cancellationToken);

            public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => blobs.DeleteAsync(name, cancellationToken);
        }
    }
}
