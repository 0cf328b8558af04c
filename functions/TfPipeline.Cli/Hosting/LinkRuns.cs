using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Cli.Hosting;

/// <summary>Plans and runs linkage, in the link role.</summary>
internal sealed class LinkRuns(IServiceProvider services, RunClient client)
{
    /// <summary>Names a run after what goes into it; see <see cref="RunPlanner"/>.</summary>
    public async Task<LinkRunInput> PlanAsync(string? releaseName, string? runId, CancellationToken cancellationToken)
    {
        var version = (await services.GetRequiredService<RoleKeys>().GetAsync(null, cancellationToken)).Version;
        return await services.GetRequiredService<RunPlanner>().PlanAsync(
            releaseName, runId, version, departmentsAtOnce: 2, partitionsAtOnce: Math.Min(Environment.ProcessorCount, RunRequests.MostPartitionsAtOnce), cancellationToken);
    }

    /// <summary>Runs, goes on with, or looks up a run; one that was refused is tried again.</summary>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public Task<LinkRunOutcome> RunAsync(LinkRunInput input, CancellationToken cancellationToken)
    {
        var id = InstanceIds.Link(input.RunId);
        return client.RunAsync<LinkRunOutcome>(
            nameof(LinkRun), input, id, [.. input.Departments.Select(department => $"{id}.{department}")], ended => ended.Stage == RunStage.Refused, cancellationToken);
    }
}
