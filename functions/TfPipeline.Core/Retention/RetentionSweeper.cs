using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Submissions;
using TfPipeline.Storage;

namespace TfPipeline.Core.Retention;

/// <summary>Deletes raw identifiers (uploads and extracts) that are past their days, and leaves an audit line that holds no value and no name.</summary>
public sealed class RetentionSweeper(IPipelineStorage storage, UploadIngestor ingestor)
{
    /// <summary>
    /// Deletes what was last written before <paramref name="before"/>. An upload without a receipt stays and is counted: its council has
    /// not been told anything yet. Of a delivery the manifest goes first, so that no run takes what is left of it.
    /// </summary>
    /// <returns>Counts; repeated sweeps go on where one was interrupted.</returns>
    public async Task<RetentionCounts> SweepAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var uploads = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var extracts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var left = await SweepUploadsAsync(before, uploads, cancellationToken);
        await SweepExtractsAsync(before, extracts, cancellationToken);
        await AuditLine.WriteAsync(storage, now, string.Empty, new RetentionLine(now, before, uploads, extracts, left), cancellationToken);
        return new RetentionCounts(uploads.Values.Sum(), extracts.Values.Sum(), left);
    }

    private async Task<int> SweepUploadsAsync(DateTimeOffset before, SortedDictionary<string, int> deleted, CancellationToken cancellationToken)
    {
        var left = 0;
        var states = new SubmissionStates(storage);
        await foreach (var upload in storage[PipelineContainer.Uploads].ListAsync(string.Empty, cancellationToken))
        {
            if (upload.LastModified >= before)
                continue;

            var path = UploadPath.Parse(upload.Name);
            if (!await HasReceiptAsync(states, path, cancellationToken))
                left++;
            else if (await storage[PipelineContainer.Uploads].DeleteAsync(upload.Name, cancellationToken))
                Count(deleted, path.Gss ?? UploadPath.Unrouted);
        }

        return left;
    }

    private async Task<bool> HasReceiptAsync(SubmissionStates states, UploadPath path, CancellationToken cancellationToken)
    {
        var slot = ingestor.SlotOf(path);
        await foreach (var (state, _) in states.ListAsync(path.ReceiptFolder, cancellationToken))
        {
            if (string.Equals(state.Slot, slot, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private async Task SweepExtractsAsync(DateTimeOffset before, SortedDictionary<string, int> deleted, CancellationToken cancellationToken)
    {
        var old = new List<string>();
        await foreach (var file in storage[PipelineContainer.Extracts].ListAsync(string.Empty, cancellationToken))
        {
            if (file.LastModified < before)
                old.Add(file.Name);
        }

        foreach (var name in old.OrderByDescending(name => name.EndsWith("/" + DeliveryManifest.FileName, StringComparison.Ordinal)))
        {
            if (await storage[PipelineContainer.Extracts].DeleteAsync(name, cancellationToken))
                Count(deleted, name.Split('/')[0] is var department && DepartmentCodes.Contains(department) ? department : "other");
        }
    }

    private static HashSet<string> DepartmentCodes { get; } =
        [.. Panel.Contracts.ContractCatalogue.BuiltIn.All.Select(contract => contract.Department)];

    private static void Count(SortedDictionary<string, int> counts, string key) => counts[key] = counts.GetValueOrDefault(key) + 1;

    private sealed record RetentionLine(
        DateTimeOffset At, DateTimeOffset DeletedBefore, SortedDictionary<string, int> Uploads, SortedDictionary<string, int> ExtractFiles, int UploadsWithoutReceipt);
}

/// <summary>What a sweep did.</summary>
/// <param name="Uploads">Uploads deleted.</param>
/// <param name="ExtractFiles">Files of deliveries deleted.</param>
/// <param name="Left">Uploads that are past their days and have no receipt: somebody has to look.</param>
public sealed record RetentionCounts(int Uploads, int ExtractFiles, int Left);
