using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Roles;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Cli.LocalHost;

/// <summary>How a run on this machine ended.</summary>
/// <param name="Link">The linkage run.</param>
/// <param name="Release">The release run; null where the linkage run was refused.</param>
internal sealed record PipelineResult(LinkRunOutcome Link, ReleaseRunOutcome? Release);

/// <summary>
/// Both roles on one machine, each with its own services as in Azure: the link role's storage cannot write releases, and the release
/// role has no key.
/// </summary>
internal sealed class LocalPipeline : IAsyncDisposable
{
    private readonly ServiceProvider link;
    private readonly ServiceProvider release;
    private readonly LocalTaskHost host;
    private readonly JournalFolder journals;

    public LocalPipeline(IPipelineStorage storage, KeySources keys, string stateFolder, Action<InstanceStatus>? progress = null)
    {
        link = new ServiceCollection().AddSingleton(new OpenStorage(storage)).AddSingleton(keys).AddLinkRole().BuildServiceProvider();
        release = new ServiceCollection().AddSingleton(new OpenStorage(storage)).AddReleaseRole().BuildServiceProvider();
        journals = new JournalFolder(stateFolder);
        host = new LocalTaskHost(new LocalHostSetup(
            new FunctionCatalogue(typeof(TfPipeline.Functions.Declarations.LinkOrchestrators).Assembly.GetTypes()), Activate, stateFolder, TimeProvider.System)
        {
            Crash = CrashPoints.FromEnvironment(),
            Progress = progress ?? (_ => { }),
            Faulted = Trace,
        });
    }

    /// <summary>Names a run after what goes into it; see <see cref="RunPlanner"/>.</summary>
    public async Task<LinkRunInput> PlanAsync(string? releaseName, string? runId, CancellationToken cancellationToken)
    {
        var version = (await link.GetRequiredService<RoleKeys>().GetAsync(null, cancellationToken)).Version;
        return await link.GetRequiredService<RunPlanner>().PlanAsync(
            releaseName, runId, version, departmentsAtOnce: 2, partitionsAtOnce: Math.Min(Environment.ProcessorCount, RunRequests.MostPartitionsAtOnce), cancellationToken);
    }

    /// <summary>
    /// Runs, goes on with, or looks up a run. A run that was refused is tried again: what it lacked may have arrived.
    /// </summary>
    /// <param name="input">The run.</param>
    /// <param name="cancellationToken">Stops; the same call goes on later.</param>
    /// <exception cref="RunFailedException">An activity failed for good.</exception>
    public async Task<PipelineResult> RunAsync(LinkRunInput input, CancellationToken cancellationToken)
    {
        var linkId = InstanceIds.Link(input.RunId);
        var linked = await RunAsync<LinkRunOutcome>(
            nameof(LinkRun), input, linkId, Ended<LinkRunOutcome>(linkId)?.Stage == RunStage.Refused, cancellationToken);
        if (linked.Stage == RunStage.Refused)
            return new PipelineResult(linked, null);

        var marker = await RunMarker.FindAsync(
            release.GetRequiredService<IPipelineStorage>(), RunBlobs.Marker(input.RunId), cancellationToken) ?? throw new RunFailedException("The panel's marker is missing");
        var releaseId = InstanceIds.Release(marker.RunId);
        var released = await RunAsync<ReleaseRunOutcome>(
            nameof(ReleaseRun),
            new ReleaseRunInput(marker.RunId, marker.Release),
            releaseId,
            Ended<ReleaseRunOutcome>(releaseId)?.Stage == RunStage.Refused,
            cancellationToken);
        return new PipelineResult(linked, released);
    }

    public async ValueTask DisposeAsync()
    {
        host.Dispose();
        await link.DisposeAsync();
        await release.DisposeAsync();
    }

    private async Task<T> RunAsync<T>(string orchestrator, object input, string instanceId, bool again, CancellationToken cancellationToken)
    {
        var status = await host.RunAsync(orchestrator, input, instanceId, again, cancellationToken);
        return status.Failure is { } failure ? throw new RunFailedException(failure.Message) : Payload.Read<T>(status.Result)!;
    }

    private T? Ended<T>(string instanceId) =>
        journals.Find(instanceId) is { State: InstanceState.Completed, Result: { } result } ? JsonSerializer.Deserialize<T>(result) : default;

    /// <summary>Where an activity failed, for whoever looks for the reason; the message may hold data and is left out.</summary>
    private static void Trace(string activity, Exception fault)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("TFP_TRACE"), "1", StringComparison.Ordinal))
            Console.Error.WriteLine($"{activity}: {fault.GetType()}{Environment.NewLine}{fault.StackTrace}");
    }

    private object Activate(Type type)
    {
        var roles = type.GetCustomAttribute<RunsInAttribute>()?.Roles ?? [];
        return ActivatorUtilities.CreateInstance(roles.Contains(AppRole.Link) ? link : release, type);
    }
}

/// <summary>A run failed for good. The same command starts it afresh.</summary>
internal sealed class RunFailedException(string why) : Exception($"the run failed. {why.TrimEnd('.')}. The same command starts it afresh.");
