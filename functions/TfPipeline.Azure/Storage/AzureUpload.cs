using System.Buffers;
using System.Buffers.Binary;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>Up to which length a blob goes in one request, and how long a block is otherwise, in bytes.</summary>
internal sealed record AzureUploadSizes(long OneRequest, int Block)
{
    public static AzureUploadSizes Default { get; } = new(64L * 1024 * 1024, 16 * 1024 * 1024);
}

/// <summary>
/// Sends a finished file so that it becomes visible by one request. Each upload carries its own random mark: it names the
/// blocks, so that two writers of one name cannot mix theirs, and it tells whether a lost answer was a success.
/// </summary>
internal sealed class AzureUpload(BlobContainerClient container, string name, Stream content, WriteCondition condition, AzureUploadSizes sizes)
{
    private const string MarkKey = "tfpupload";
    private const int MaxAttempts = 5;

    private readonly Guid _mark = Guid.NewGuid();
    private readonly BlockBlobClient _blob = container.GetBlockBlobClient(name);

    public async Task<WriteOutcome> RunAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (content.Length <= sizes.OneRequest)
                    await PutAsync(cancellationToken);
                else
                    await StageAndCommitAsync(cancellationToken);
                return WriteOutcome.Written;
            }
            catch (RequestFailedException e) when (AzureFaults.Has(e, "InvalidBlockList") && attempt < MaxAttempts)
            {
                // Another writer's commit discards every uncommitted block of the name: stage again and let the condition decide.
            }
            catch (RequestFailedException e) when (IsConditionNotMet(e))
            {
                return await WasOursAsync(cancellationToken) ? WriteOutcome.Written : WriteOutcome.ConditionNotMet;
            }
        }
    }

    private bool IsConditionNotMet(RequestFailedException e)
        => AzureFaults.Has(e, "ConditionNotMet")
            || AzureFaults.Has(e, "BlobAlreadyExists")
            || (condition.ETag is not null && AzureFaults.Has(e, "BlobNotFound"));

    private Task<Response<BlobContentInfo>> PutAsync(CancellationToken cancellationToken)
    {
        content.Position = 0;
        var options = new BlobUploadOptions
        {
            Conditions = Conditions(),
            HttpHeaders = Headers(),
            Metadata = Metadata(),
            TransferOptions = new StorageTransferOptions { InitialTransferSize = sizes.OneRequest, MaximumConcurrency = 1 },
        };
        return _blob.UploadAsync(content, options, cancellationToken);
    }

    private async Task StageAndCommitAsync(CancellationToken cancellationToken)
    {
        content.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(sizes.Block);
        try
        {
            var ids = new List<string>();
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer.AsMemory(0, sizes.Block), sizes.Block, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                ids.Add(BlockId(ids.Count));
                using var block = new MemoryStream(buffer, 0, read, writable: false);
                await _blob.StageBlockAsync(ids[^1], block, options: null, cancellationToken);
            }

            var options = new CommitBlockListOptions { Conditions = Conditions(), HttpHeaders = Headers(), Metadata = Metadata() };
            await _blob.CommitBlockListAsync(ids, options, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private string BlockId(int index)
    {
        Span<byte> id = stackalloc byte[20];
        _mark.TryWriteBytes(id);
        BinaryPrimitives.WriteInt32BigEndian(id[16..], index);
        return Convert.ToBase64String(id);
    }

    private async Task<bool> WasOursAsync(CancellationToken cancellationToken)
    {
        try
        {
            var there = await _blob.GetPropertiesAsync(conditions: null, cancellationToken);
            return there.Value.Metadata.TryGetValue(MarkKey, out var mark) && string.Equals(mark, $"{_mark:n}", StringComparison.Ordinal);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }

    private BlobRequestConditions? Conditions() => condition switch
    {
        { MustBeAbsent: true } => new() { IfNoneMatch = ETag.All },
        { ETag: { } etag } => new() { IfMatch = new ETag($"\"{etag.Trim('"')}\"") },
        _ => null,
    };

    private Dictionary<string, string> Metadata() => new(StringComparer.Ordinal) { [MarkKey] = $"{_mark:n}" };

    private BlobHttpHeaders Headers() => new()
    {
        ContentType = Path.GetExtension(name) switch
        {
            ".json" => "application/json",
            ".html" => "text/html; charset=utf-8",
            ".csv" => "text/csv; charset=utf-8",
            ".md" or ".sql" or ".txt" => "text/plain; charset=utf-8",
            ".parquet" => "application/vnd.apache.parquet",
            _ => "application/octet-stream",
        },
    };
}
