using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;
using TfPipeline.Storage;
using Steps = TfPipeline.Runs.Activities;

namespace TfPipeline.Functions.Declarations;

/// <summary>Declares the activities of the release role to the Functions host.</summary>
[RunsIn(AppRole.Release)]
public sealed class ReleaseActivities(IServiceProvider services)
{
    /// <summary>See <see cref="Steps.EstimateEffects"/>.</summary>
    [Function(nameof(EstimateEffects))]
    public Task<EffectsEstimated> EstimateEffects([ActivityTrigger] EstimateRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.EstimateEffects>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.ClaimRelease"/>.</summary>
    [Function(nameof(ClaimRelease))]
    public Task<ReleaseProposed> ClaimRelease([ActivityTrigger] ClaimRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.ClaimRelease>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.ProposeRelease"/>.</summary>
    [Function(nameof(ProposeRelease))]
    public Task<ReleaseProposed> ProposeRelease([ActivityTrigger] ProposeRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.ProposeRelease>().RunAsync(input, cancellationToken);

    /// <summary>See <see cref="Steps.ApplyDecision"/>.</summary>
    [Function(nameof(ApplyDecision))]
    public Task<ReleaseDecided> ApplyDecision([ActivityTrigger] DecideInput input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.ApplyDecision>().RunAsync(input, cancellationToken);
}
