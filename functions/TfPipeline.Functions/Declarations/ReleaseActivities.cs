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

    /// <summary>See <see cref="Steps.PublishRelease"/>.</summary>
    [Function(nameof(PublishRelease))]
    public Task<ReleaseWritten> PublishRelease([ActivityTrigger] PublishRequest input, CancellationToken cancellationToken) =>
        services.GetRequiredService<Steps.PublishRelease>().RunAsync(input, cancellationToken);
}
