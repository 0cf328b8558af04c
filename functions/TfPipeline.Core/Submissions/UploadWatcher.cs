namespace TfPipeline.Core.Submissions;

/// <summary>
/// Processes uploads as they come, by looking again and again. A file that is still being copied changes between two looks, so an
/// upload is read once two looks in a row saw the same version.
/// </summary>
public sealed class UploadWatcher(UploadBatch batch, TimeProvider time, TimeSpan interval)
{
    private HashSet<(string Name, string Version)> _seen = [];

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(Action<IngestOutcome> report, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
            await LookAsync(report, cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>One look: processes what has not changed since the look before.</summary>
    public async Task<IReadOnlyList<IngestOutcome>> LookAsync(Action<IngestOutcome> report, CancellationToken cancellationToken = default)
    {
        var pending = await batch.FindAsync(cancellationToken);
        PendingUpload[] settled = [.. pending.Where(p => _seen.Contains((p.Path.BlobName, p.Version)))];
        _seen = [.. pending.Select(p => (p.Path.BlobName, p.Version))];
        return await batch.IngestAsync(settled, report, cancellationToken);
    }
}
