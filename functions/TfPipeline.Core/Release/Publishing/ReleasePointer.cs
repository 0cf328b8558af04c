using TfPipeline.Core.Release.Decisions;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>
/// <c>analytics/latest.json</c>: the newest release that is neither withdrawn nor replaced because it was wrong. It follows from the register
/// alone, so that attempts in any order end in the same.
/// </summary>
internal sealed class ReleasePointer(IPipelineStorage storage)
{
    public const string Blob = "latest.json";

    /// <summary>Moves the pointer to where the register says. Where there is no such release it names none, and readers learn that.</summary>
    public async Task<string?> MoveAsync(CancellationToken cancellationToken)
    {
        var analytics = storage[PipelineContainer.Analytics];
        while (true)
        {
            // Looked at before the register: what another attempt writes meanwhile makes this write fail, and the register is read again.
            var before = await analytics.FindAsync(Blob, cancellationToken);
            var latest = (await new ReleaseRegister(storage).ListAsync(cancellationToken)).Where(release => release.MayBeLatest)
                .OrderBy(release => release.Publication!.At).ThenBy(release => release.Release, StringComparer.Ordinal).LastOrDefault();
            if (before is null && latest is null)
                return null;
            var pointer = new Pointer(latest?.Release, latest?.Publication?.SumsHash);
            if (await SmallJson.ReadAsync<Pointer>(analytics, Blob, cancellationToken) == pointer)
                return pointer.Release;
            var condition = before is null ? WriteCondition.IfAbsent : WriteCondition.IfMatches(before.ETag);
            if (await SmallJson.WriteAsync(analytics, Blob, pointer, condition, cancellationToken) == WriteOutcome.Written)
                return pointer.Release;
        }
    }

    private sealed record Pointer(string? Release, string? Sha256OfSums);
}
