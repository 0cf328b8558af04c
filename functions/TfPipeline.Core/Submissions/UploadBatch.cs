using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Finds and processes all uploads that have no receipt for their present content. One council's uploads go in the order of
/// their drops, so that history rules see what came before; councils go side by side.
/// </summary>
public sealed class UploadBatch
{
    private readonly IBlobArea _uploads;
    private readonly SubmissionStates _states;
    private readonly UploadIngestor _ingestor;

    /// <summary>Needs the uploads, receipts and cohort areas.</summary>
    public UploadBatch(IPipelineStorage storage, KeyRing keys, IntakeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        _uploads = storage[PipelineContainer.Uploads];
        _states = new SubmissionStates(storage);
        _ingestor = new UploadIngestor(storage, keys, options);
    }

    /// <summary>What is waiting, by council and drop. No upload is read for it.</summary>
    public async Task<IReadOnlyList<PendingUpload>> FindAsync(CancellationToken cancellationToken = default)
    {
        var done = new HashSet<(string Slot, string? Version)>();
        await foreach (var (state, _) in _states.ListAsync(string.Empty, cancellationToken))
        {
            if (state.Status is not (ReceiptStatus.Failed or ReceiptStatus.Superseded))
                done.Add((state.Slot, state.UploadVersion));
        }

        var pending = new List<PendingUpload>();
        await foreach (var entry in _uploads.ListAsync(string.Empty, cancellationToken))
        {
            var path = UploadPath.Parse(entry.Name);
            if (path.IsFolderNoise(entry.Length))
                continue;
            var slot = _ingestor.SlotOf(path);

            // A name that nothing can open was refused for itself, whatever version lies under it.
            if (!done.Contains((slot, entry.ETag)) && !done.Contains((slot, null)))
                pending.Add(new PendingUpload(path, entry.ETag));
        }

        return [.. pending.OrderBy(p => p.Path.Gss, StringComparer.Ordinal).ThenBy(p => p.Path.Drop).ThenBy(p => p.Path.BlobName, StringComparer.Ordinal)];
    }

    /// <summary>Processes uploads and reports each outcome as it comes; reports may come from several threads.</summary>
    /// <returns>The outcomes in the order of <paramref name="uploads"/>.</returns>
    public async Task<IReadOnlyList<IngestOutcome>> IngestAsync(
        IReadOnlyList<PendingUpload> uploads, Action<IngestOutcome> report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uploads);
        var outcomes = new IngestOutcome[uploads.Count];
        var councils = Enumerable.Range(0, uploads.Count).GroupBy(i => uploads[i].Path.Gss, StringComparer.Ordinal);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(councils, limits, async (council, token) =>
        {
            foreach (var i in council)
            {
                outcomes[i] = await _ingestor.IngestAsync(uploads[i].Path.BlobName, token);
                report(outcomes[i]);
            }
        });
        return outcomes;
    }
}
