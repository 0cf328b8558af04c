using System.CommandLine;
using DurableTask.Core;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp run</c>: one linkage run and the proposal that follows it, or the part of one role.</summary>
internal sealed class RunCommand
{
    private const string Help =
        """
        Freeze the cohort, link it to the newest delivery of each department, estimate effects, and propose a release.
        It ends with the proposal; a second person reads it (tfp review) and decides (tfp approve, tfp reject).
        A run that was interrupted goes on where it stopped. A completed one is not run again.
        A name of a release belongs to the run that proposed it; another run is refused before any work. A proposal that was rejected or has
        expired is made again with --propose-again, from the same linkage and panel.
        Other processes may help with 'tfp work': of this machine, or of several with --hub azure.

        Examples:
          tfp run --storage ./store --key-file root.key
          tfp run --storage ./store --key-file root.key --release 2019-spring
          tfp run --storage ./store --key-file root.key --release 2019-spring --propose-again
          tfp run --storage ./store --key-file root.key --release 2019-summer --supersedes 2019-spring --revision-note "a council's late file" --for-error
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

    private readonly Option<bool> again = new("--propose-again") { Description = "Propose again what was rejected or has expired." };

    private readonly Option<string?> person = PersonOption.Create("Who asks for the run, and so cannot approve it. By default the account of this process.", isRequired: false);

    private readonly Option<string?> supersedes = new("--supersedes") { Description = "Name of the published release that this one replaces." };

    private readonly Option<string?> note = new("--revision-note")
    {
        Description = $"With --supersedes: what changed, one line of at most {ReleaseDecision.LongestReason} characters, printed in the new release.",
    };

    private readonly Option<bool> forError = new("--for-error") { Description = "With --supersedes: the replaced release was wrong, and the pointer never names it again." };

    private RunCommand() => hub = new HubChoice(shared);

    public static Command Create()
    {
        var self = new RunCommand();
        var command = new Command("run", Help) { self.shared.Storage, self.release, self.run, self.again, self.person, self.supersedes, self.note, self.forError, self.shared.State };
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
            await AskAsync(parsed, storage, input.Release, cancellationToken);
            return (input.RunId, await pipeline.RunAsync(input, cancellationToken, parsed.GetValue(again)));
        });
        await DeliveryWords.WriteAsync(storage, ended.Link, cancellationToken);
        return ended.Link.Stage == RunStage.Refused ? RunWords.Refused(runId, ended.Link) : await ProposedAsync(parsed, runId, ended.Release!, cancellationToken);
    }

    private async Task<int> LinkAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var keys = shared.KeysOf(parsed);
        var (runId, ended) = await ProgressLines.RunAsync(async report =>
        {
            await using var host = HostOf(AppRole.Link, RoleServices.Link(shared.StorageOf(parsed), keys), hub.Open(parsed, AppRole.Link), new RunReport(report).Show);
            var input = await host.Link.PlanAsync(parsed.GetValue(release), parsed.GetValue(run), cancellationToken);
            await AskAsync(parsed, shared.StorageOf(parsed), input.Release, cancellationToken);
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
            return await host.Release.RunAsync(runId, parsed.GetValue(again), cancellationToken);
        });
        return await ProposedAsync(parsed, runId, ended, cancellationToken);
    }

    private async Task<int> ProposedAsync(ParseResult parsed, string runId, ReleaseRunOutcome ended, CancellationToken cancellationToken) => ended.Release is null
        ? RunWords.NotStarted(runId, ended)
        : RunWords.Proposed(runId, ended, await new ReleaseRegister(shared.StorageOf(parsed)).ReadAsync(ended.Release, cancellationToken), NextCommand.StorageOf(shared, parsed));

    // In Azure a person who asks for a run puts the request below their own folder; an identity of an app could not prove who it was.
    private async Task AskAsync(ParseResult parsed, IPipelineStorage storage, string name, CancellationToken cancellationToken)
    {
        var (replaced, words) = (parsed.GetValue(supersedes), parsed.GetValue(note));
        if (replaced is null != words is null || (replaced is null && parsed.GetValue(forError)))
            throw new UsageException("--supersedes and --revision-note go together, and --for-error goes with them.");
        if (replaced is not null && (ReleaseName.TryParse(replaced) is null || !ReleaseDecision.IsReason(words)))
            throw new UsageException($"--supersedes is the name of a release, and --revision-note one line of 1 to {ReleaseDecision.LongestReason} characters.");
        if (!shared.LocationOf(parsed).IsLocal)
        {
            if (replaced is not null || parsed.GetValue(person) is not null)
                throw new UsageException("on accounts in Azure put who asks, and what is replaced, into requests/{own object id}/{release}.json; see docs/operations.md.");
            return;
        }

        var who = PersonOption.Require(parsed.GetValue(person) ?? PersonOption.Account ?? "operator");
        var request = new RunAskedFor(name, TimeProvider.System.GetUtcNow()) { Account = PersonOption.Account, Supersedes = replaced, RevisionNote = words, ForError = parsed.GetValue(forError) };
        await new RunAskers(storage).AskAsync(who, request, cancellationToken);
    }

    private static RunHost HostOf(AppRole role, ServiceProvider services, IOrchestrationService store, Action<OrchestrationState> show) =>
        new(new Dictionary<AppRole, ServiceProvider> { [role] = services }, store, show);
}
