using TfPipeline.Core.Release.Decisions;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Publishing;

/// <summary>What the watch found.</summary>
/// <param name="Waiting">Proposals that wait for a decision.</param>
/// <param name="OldestDays">Whole days for which the oldest of them has waited; 0 where there is none.</param>
/// <param name="Expired">Proposals and abandoned claims that have expired now.</param>
public sealed record ProposalsSeen(int Waiting, int OldestDays, int Expired);

/// <summary>Looks after proposals that nobody decides about: they expire after their days, which is recorded, and until then are counted.</summary>
public sealed class ProposalWatch(IPipelineStorage storage, TimeProvider time)
{
    /// <summary>Goes through all releases once.</summary>
    public async Task<ProposalsSeen> LookAsync(CancellationToken cancellationToken = default)
    {
        var register = new ReleaseRegister(storage);
        var now = time.GetUtcNow();
        int waiting = 0, expired = 0;
        var oldest = TimeSpan.Zero;
        foreach (var history in await register.ListAsync(cancellationToken))
        {
            if (history.IsOverdue(now))
            {
                // A decision that comes first counts.
                if (await register.TryAddAsync(history, new ReleaseEvent(ReleaseEventKind.Expired, now), cancellationToken))
                    expired++;
            }
            else if (history is { State: ReleaseState.Proposed, Proposal.At: var since })
            {
                waiting++;
                oldest = now - since > oldest ? now - since : oldest;
            }
        }

        return new ProposalsSeen(waiting, oldest.Days, expired);
    }
}
