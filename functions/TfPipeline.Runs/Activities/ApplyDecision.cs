using TfPipeline.Core.Release.Publishing;

namespace TfPipeline.Runs.Activities;

/// <summary>Reads a checker's decision and carries it out: publishes what its hash names, or rejects, or withdraws.</summary>
public sealed class ApplyDecision(DecisionMaker decisions) : GuardedActivity<DecideInput, ReleaseDecided>
{
    /// <inheritdoc />
    protected override async Task<ReleaseDecided> StepAsync(DecideInput input, CancellationToken cancellationToken) =>
        await decisions.DecideAsync(input.Decision, cancellationToken) is { } outcome
            ? new ReleaseDecided(outcome.Release, outcome.Result, outcome.Refusal, outcome.SumsHash)
            : new ReleaseDecided(null, null, null, null);
}
