using TfPipeline.Storage;

namespace TfPipeline.Core.Retention;

/// <summary>
/// Deletes what runs left in the working store: links, snapshots of the cohort, panels, estimates and proposals that are past their days.
/// In Azure lifecycle rules of the account do the same (infra/main.bicep); on one machine nothing else does.
/// </summary>
public sealed class OldWorkSweeper(IPipelineStorage storage)
{
    /// <summary>What the role writes and may delete.</summary>
    public static IReadOnlyList<OldWork> Of(AppRole role) => role switch
    {
        AppRole.Link =>
        [
            new(PipelineContainer.Links, string.Empty, IsResult: false),
            new(PipelineContainer.Cohort, "snapshots/", IsResult: false),
            new(PipelineContainer.Panel, string.Empty, IsResult: true),
        ],
        AppRole.Release => [new(PipelineContainer.Estimates, string.Empty, IsResult: true), new(PipelineContainer.Proposals, string.Empty, IsResult: true)],
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>
    /// Deletes what was last written before its deadline, and leaves an audit line that says what kind, how many and when, and no name.
    /// A repeated sweep goes on where one was interrupted.
    /// </summary>
    /// <param name="role">Whose work.</param>
    /// <param name="linksBefore">The deadline of links and snapshots.</param>
    /// <param name="resultsBefore">The deadline of panels, estimates and proposals.</param>
    /// <param name="now">The time that the audit line bears.</param>
    /// <param name="cancellationToken">Stops between two blobs.</param>
    /// <returns>How many blobs were deleted.</returns>
    public async Task<int> SweepAsync(
        AppRole role, DateTimeOffset linksBefore, DateTimeOffset resultsBefore, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var deleted = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var work in Of(role))
        {
            var area = storage[work.Container];
            var name = work.Container.BlobContainerName();
            deleted[name] = 0;
            await foreach (var blob in area.ListAsync(work.Prefix, cancellationToken))
            {
                if (blob.LastModified < (work.IsResult ? resultsBefore : linksBefore) && await area.DeleteAsync(blob.Name, cancellationToken))
                    deleted[name]++;
            }
        }

        await AuditLine.WriteAsync(storage, now, "-" + role.ToString().ToLowerInvariant(), new WorkLine(now, linksBefore, resultsBefore, deleted), cancellationToken);
        return deleted.Values.Sum();
    }

    private sealed record WorkLine(DateTimeOffset At, DateTimeOffset LinksDeletedBefore, DateTimeOffset ResultsDeletedBefore, SortedDictionary<string, int> Deleted);
}

/// <summary>A part of the working store that runs fill.</summary>
/// <param name="Container">The container.</param>
/// <param name="Prefix">Start of the names that are meant; empty for all.</param>
/// <param name="IsResult">True where the days of results count, false where those of links do.</param>
public sealed record OldWork(PipelineContainer Container, string Prefix, bool IsResult);
