using System.Text.Json;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TfPipeline.Azure.Storage;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Triggers;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Storage;
using TfPipeline.TestHost;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Intake;

/// <summary>From a poison message to a failed receipt and the operator's list, on a real storage emulator.</summary>
[Trait("tier", "integration")]
public sealed class FailedUploadTests
{
    private const string Upload = CouncilCsv.Gss + "/2018-03-31/Jane Canaryson.csv";

    [Theory]
    [InlineData("""{"Type":"BlobTrigger","FunctionId":"IngestUpload","BlobType":"BlockBlob","ContainerName":"uploads","BlobName":"E08000035/2018-03-31/Jane Canaryson.csv","ETag":"0x8D"}""", false)]
    [InlineData("""{"subject":"/blobServices/default/containers/uploads/blobs/E08000035/2018-03-31/Jane Canaryson.csv","eventType":"Microsoft.Storage.BlobCreated"}""", true)]
    public async Task A_poison_message_leaves_a_failed_receipt_that_status_lists(string message, bool isEvent)
    {
        var account = await Azurite.NewAccountAsync();
        var storage = StorageLocation.Parse(account).Open();
        await storage[PipelineContainer.Uploads].WriteAsync(Upload, async (output, token) => await output.WriteAsync(CouncilCsv.Of().Bytes(), token));

        // Every attempt fails: the working store refuses.
        using (var keys = Keys())
        {
            var triggers = Triggers(new RefusingStorage(storage), keys);
            for (var attempt = 0; attempt < 5; attempt++)
                await Assert.ThrowsAsync<StorageFaultException>(() => triggers.IngestUploadEvent(EventOf(Upload), CancellationToken.None));
        }

        using (var keys = Keys())
        {
            var triggers = Triggers(new RefusingStorage(storage), keys);
            await Record();
            await Record();

            Task Record() => isEvent
                ? triggers.RecordFailedUploadEvent(message, CancellationToken.None)
                : triggers.RecordFailedUpload(QueuesModelFactory.QueueMessage("1", "1", message, UploadTriggers.LateAttempts), CancellationToken.None);
        }

        var (code, output) = await Tool.RunAsync("status", "--storage", account, "--json");
        Assert.Equal(0, code);
        var failed = JsonDocument.Parse(output).RootElement.GetProperty("failedUploads").EnumerateArray().Single();
        Assert.Equal((CouncilCsv.Gss, "2018-03-31", "storage"), (failed.GetProperty("council").GetString(), failed.GetProperty("drop").GetString(), failed.GetProperty("fault").GetString()));
        Assert.NotNull(await storage[PipelineContainer.Receipts].FindAsync($"{CouncilCsv.Gss}/2018-03-31/{failed.GetProperty("submission").GetString()}.html"));

        (code, output) = await Tool.RunAsync("status", "--storage", account);
        Assert.Equal(0, code);
        Assert.Contains($"upload {CouncilCsv.Gss}/2018-03-31/{failed.GetProperty("submission").GetString()}  failed  storage could not be reached", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Canaryson", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_upload_that_is_processed_at_last_is_no_longer_listed()
    {
        var account = await Azurite.NewAccountAsync();
        var storage = StorageLocation.Parse(account).Open();
        await storage[PipelineContainer.Uploads].WriteAsync(Upload, async (output, token) => await output.WriteAsync(CouncilCsv.Of().Bytes(), token));
        using var keys = Keys();
        await Triggers(new RefusingStorage(storage), keys).RecordFailedUploadEvent(EventOf(Upload), CancellationToken.None);
        await Triggers(storage, keys).IngestUploadEvent(EventOf(Upload), CancellationToken.None);
        var (_, output) = await Tool.RunAsync("status", "--storage", account);
        Assert.DoesNotContain("failed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_comes_from_the_poison_queue_as_the_host_put_it_there()
    {
        var account = await Azurite.NewAccountAsync();
        var storage = StorageLocation.Parse(account).Open();
        await storage[PipelineContainer.Uploads].WriteAsync(Upload, async (output, token) => await output.WriteAsync(CouncilCsv.Of().Bytes(), token));

        // The host encodes messages in base 64 unless host.json says otherwise, which it does not.
        var queue = new QueueClient(account, "upload-events-poison", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateAsync();
        await queue.SendMessageAsync(EventOf(Upload));
        var message = (await queue.ReceiveMessageAsync()).Value;
        using var keys = Keys();
        await Triggers(new RefusingStorage(storage), keys).RecordFailedUploadEvent(message.Body.ToString(), CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);

        var (_, output) = await Tool.RunAsync("status", "--storage", account, "--json");
        Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("failedUploads").EnumerateArray());
        Assert.Empty((await queue.PeekMessagesAsync(1)).Value);
    }

    private static string EventOf(string name) => $$"""{"subject":"/blobServices/default/containers/uploads/blobs/{{name}}"}""";

    private static RoleKeys Keys() => new(new KeySources(new FixedKey()));

    private static UploadTriggers Triggers(IPipelineStorage storage, RoleKeys keys)
        => new(
            new UploadStage(storage, keys, Options.Create(new IntakeSettings()), TimeProvider.System, NullLogger<UploadStage>.Instance),
            new BlobMessages(NullLogger<BlobMessages>.Instance));

    private sealed class FixedKey : IRootKeySource
    {
        public Task<RootKey> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(new RootKey(new byte[RootKey.Size], "test"));
    }

    /// <summary>Storage whose cohort can't be written.</summary>
    private sealed class RefusingStorage(IPipelineStorage inner) : IPipelineStorage
    {
        public IBlobArea this[PipelineContainer container] => container == PipelineContainer.Cohort ? new Area(inner[container]) : inner[container];

        private sealed class Area(IBlobArea cohort) : IBlobArea
        {
            public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default) => cohort.ListAsync(prefix, cancellationToken);

            public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default) => cohort.FindAsync(name, cancellationToken);

            public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default) => cohort.OpenReadAsync(name, cancellationToken);

            public Task<WriteOutcome> WriteAsync(string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default)
                => throw new StorageFaultException(PipelineContainer.Cohort, "write", "503");

            public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => cohort.DeleteAsync(name, cancellationToken);
        }
    }
}
