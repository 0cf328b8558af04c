using TfPipeline.Core.Release.Publishing;

namespace TfPipeline.Runs.Activities;

/// <summary>Takes the release's name for the run before anything is estimated, or says what there is already.</summary>
public sealed class ClaimRelease(ProposalWriter proposals) : GuardedActivity<ClaimRequest, ReleaseProposed>
{
    /// <inheritdoc />
    protected override async Task<ReleaseProposed> StepAsync(ClaimRequest input, CancellationToken cancellationToken) =>
        await proposals.ClaimAsync(input.RunId, input.Release, input.Again, cancellationToken) is { } there
            ? ProposeRelease.ToMessage(there)
            : new ReleaseProposed(input.Release, ReleaseResult.Claimed, null, null);
}
