using System.CommandLine;
using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp run</c>: one linkage run and the release that follows it, or the part of one role.</summary>
internal sealed class RunCommand
{
    private const string Help =
        """
        Freeze the cohort, link it to the newest delivery of each department, estimate effects, and publish a release.
        A run that was interrupted goes on where it stopped. A completed one is not run again.
        Another --run with the same --release gives the same bytes.
        Other processes may help with 'tfp work': of this machine, or of several with --hub azure.

        Examples:
          tfp run --storage ./store --key-file root.key
          tfp run --storage ./store --key-file root.key --release 2019-spring
          tfp run --role link --storage https://landing.example,https://working.example,https://analytics.example --key-vault https://vault.example/secrets/root/{version}
          tfp run --role release --run run-0123456789abcdef --storage https://landing.example,https://working.example,https://analytics.example
        """;

    private readonly PipelineOptions shared = new();
    private readonly HubChoice hub;

    private readonly Option<string?> release = new("--release")
    {
        Description = "Name of the release: lower-case letters, digits and hyphens. By default made from the inputs.",
    };

    private readonly Option<string?> run = new("--run")
    {
        Description = "Name of the run. By default made from the inputs, so that the same inputs are the same run.",
    };

    private RunCommand() => hub = new HubChoice(shared);

    public static Command Create()
    {
        var self = new RunCommand();
        var command = new Command("run", Help) { self.shared.Storage, self.release, self.run, self.shared.State };
        foreach (var option in self.shared.Keys.Concat(self.hub.Options))
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(ct => self.RunAsync(parsed, ct), cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        _ = hub.IsAzure(parsed);
        await hub.RequireOneRoleAsync(parsed, cancellationToken);
        return hub.RoleOf(parsed) switch
        {
            AppRole.Link => await LinkAsync(parsed, cancellationToken),
            AppRole.Release => await ReleaseAsync(parsed, cancellationToken),
            _ => await BothAsync(parsed, cancellationToken),
        };
    }

    private async Task<int> BothAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var storage = shared.StorageOf(parsed);
        var keys = shared.KeysOf(parsed);
        var (runId, ended) = await ProgressLines.RunAsync(async report =>
        {
            var show = new RunReport(report).Show;
            await using var pipeline = hub.IsAzure(parsed)
                ? new Pipeline(
                    HostOf(AppRole.Link, RoleServices.Link(storage, keys), hub.Open(parsed, AppRole.Link), show),
                    HostOf(AppRole.Release, RoleServices.Release(storage, keys), hub.Open(parsed, AppRole.Release), show))
                : Pipeline.On(hub.Open(parsed, AppRole.Link), storage, keys, show);
            var input = await pipeline.PlanAsync(parsed.GetValue(release), parsed.GetValue(run), cancellationToken);
            return (input.RunId, await pipeline.RunAsync(input, cancellationToken));
        });
        await DeliveryWords.WriteAsync(storage, ended.Link, cancellationToken);
        return ended.Link.Stage == RunStage.Refused ? RunWords.Refused(runId, ended.Link) : RunWords.Released(runId, ended.Release!);
    }

    private async Task<int> LinkAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var keys = shared.KeysOf(parsed);
        var (runId, ended) = await ProgressLines.RunAsync(async report =>
        {
            await using var host = HostOf(AppRole.Link, RoleServices.Link(shared.StorageOf(parsed), keys), hub.Open(parsed, AppRole.Link), new RunReport(report).Show);
            var input = await host.Link.PlanAsync(parsed.GetValue(release), parsed.GetValue(run), cancellationToken);
            await host.StartAsync();
            return (input.RunId, await host.Link.RunAsync(input, cancellationToken));
        });
        await DeliveryWords.WriteAsync(shared.StorageOf(parsed), ended, cancellationToken);
        return ended.Stage == RunStage.Refused ? RunWords.Refused(runId, ended) : RunWords.Linked(runId);
    }

    private async Task<int> ReleaseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var runId = parsed.GetValue(run) ?? throw new UsageException("--role release needs the name of the run: --run.");
        RunName.Require(runId, "the run");
        if (parsed.GetValue(release) is not null)
            throw new UsageException("the release was named with the linkage run; leave --release out.");
        var ended = await ProgressLines.RunAsync(async report =>
        {
            await using var host = HostOf(AppRole.Release, RoleServices.Release(shared.StorageOf(parsed), shared.LedgerKeysOf(parsed)), hub.Open(parsed, AppRole.Release), new RunReport(report).Show);
            await host.StartAsync();
            return await host.Release.RunAsync(runId, cancellationToken);
        });
        return RunWords.Released(runId, ended);
    }

    private static RunHost HostOf(AppRole role, ServiceProvider services, IOrchestrationService store, Action<OrchestrationState> show) =>
        new(new Dictionary<AppRole, ServiceProvider> { [role] = services }, store, show);
}
