using System.Text;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Core.Tests.Submissions;

/// <summary>A failed receipt names the kind of the fault, never its text.</summary>
[Trait("tier", "unit")]
public sealed class FaultTests : IDisposable
{
    private const string Upload = CouncilCsv.Gss + "/2018-03-31/Jane Canaryson.csv";

    private readonly IngestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    public static TheoryData<Exception, FaultKind> Faults => new()
    {
        { new StorageFaultException(PipelineContainer.Uploads, "read", "503"), FaultKind.Storage },
        { new StorageFaultException(PipelineContainer.Uploads, "read", "403", isTransient: false, isRefused: true), FaultKind.Withheld },
        { new EncryptedFileException("Canaryson"), FaultKind.WorkingStore },
        { new OutOfMemoryException("Canaryson"), FaultKind.Memory },
        { new UploadUnstableException(20), FaultKind.Unstable },
        { new OperationCanceledException("Canaryson"), FaultKind.Interrupted },
        { new AggregateException(new IOException("Canaryson")), FaultKind.Unknown },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_failed_receipt_names_the_kind_of_the_last_fault(Exception fault, FaultKind kind)
    {
        await _bench.PutAsync(Upload, CouncilCsv.Of().Bytes());
        await Assert.ThrowsAsync(fault.GetType(), () => new UploadIngestor(new FailingStorage(_bench.Storage, fault), _bench.Keys).IngestAsync(Upload));
        var failed = await _bench.Ingestor.RecordFailedAsync(Upload);
        var receipt = ReceiptJson.Read(Encoding.UTF8.GetBytes(await _bench.ReceiptAsync(failed)));
        Assert.Equal((ReceiptStatus.Failed, kind), (receipt.Status, receipt.Fault));
        Assert.Contains(kind.InWords().Split('\'')[0], await _bench.ReceiptAsync(failed, ".html"), StringComparison.Ordinal);
        Assert.Equal(kind, (await _bench.StatesAsync()).Single().Fault);
        Assert.DoesNotContain(_bench.EverythingOutsideUploads(), f => f.Name.Contains("Canaryson", StringComparison.Ordinal) || f.Content.Contains("Canaryson", StringComparison.Ordinal));

        // Told twice, it says the same; processed at last, it counts.
        Assert.Equal(failed.Submission, (await _bench.Ingestor.RecordFailedAsync(Upload)).Submission);
        Assert.Equal(ReceiptStatus.Accepted, (await _bench.Ingestor.IngestAsync(Upload)).Status);
        Assert.DoesNotContain(_bench.EverythingOutsideUploads(), f => f.Name.EndsWith(".fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_fault_that_nobody_could_note_is_of_unknown_kind()
    {
        await _bench.PutAsync(Upload, CouncilCsv.Of().Bytes());
        var failed = await _bench.Ingestor.RecordFailedAsync(Upload);
        Assert.Equal(FaultKind.Unknown, ReceiptJson.Read(Encoding.UTF8.GetBytes(await _bench.ReceiptAsync(failed))).Fault);
    }

    /// <summary>Storage whose uploads can't be read.</summary>
    private sealed class FailingStorage(IPipelineStorage inner, Exception fault) : IPipelineStorage
    {
        public IBlobArea this[PipelineContainer container] => container == PipelineContainer.Uploads ? new Area(inner[container], fault) : inner[container];

        private sealed class Area(IBlobArea uploads, Exception fault) : IBlobArea
        {
            public IAsyncEnumerable<BlobEntry> ListAsync(string prefix, CancellationToken cancellationToken = default) => uploads.ListAsync(prefix, cancellationToken);

            public Task<BlobEntry?> FindAsync(string name, CancellationToken cancellationToken = default) => uploads.FindAsync(name, cancellationToken);

            public Task<OpenBlob?> OpenReadAsync(string name, CancellationToken cancellationToken = default) => Task.FromException<OpenBlob?>(fault);

            public Task<WriteOutcome> WriteAsync(string name, Func<Stream, CancellationToken, Task> write, WriteCondition condition = default, CancellationToken cancellationToken = default)
                => uploads.WriteAsync(name, write, condition, cancellationToken);

            public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) => uploads.DeleteAsync(name, cancellationToken);
        }
    }
}
