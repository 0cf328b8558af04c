using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp work</c>: helps with the runs of other processes.</summary>
internal static class WorkCommand
{
    private const string Help =
        """
        Help with whatever runs are under way, until interrupted: on the file of this machine, or with --hub azure on the task hub in a
        role's host account, which several machines share. In the release role it also starts the proposal of every panel that is ready, and
        carries out decisions that wait.

        Examples:
          tfp work --role link --storage ./store --key-file root.key
          tfp work --hub azure --role link --host https://linkhost.blob.example --storage https://landing.example,https://working.example,https://analytics.example --key-vault https://vault.example/secrets/root/{version}
          tfp work --hub azure --role release --host https://releasehost.blob.example --storage https://landing.example,https://working.example,https://analytics.example
        """;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var hub = new HubChoice(shared);
        var command = new Command("work", Help) { shared.Storage, shared.State };
        foreach (var option in shared.Keys.Concat(hub.Options))
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            async ct =>
            {
                var role = hub.RoleOf(parsed) ?? throw new UsageException("name the role to work for: --role link or --role release.");
                var storage = shared.StorageOf(parsed);
                var services = role == AppRole.Link ? RoleServices.Link(storage, shared.KeysOf(parsed)) : RoleServices.Release(storage, shared.LedgerKeysOf(parsed));
                await using var host = new RunHost(new Dictionary<AppRole, ServiceProvider> { [role] = services }, hub.Open(parsed, role));
                await WorkAsync(host, role, ct);
                return ExitCode.Ok;
            },
            cancellationToken));
        return command;
    }

    private static async Task WorkAsync(RunHost host, AppRole role, CancellationToken cancellationToken)
    {
        await host.StartAsync();
        await Console.Error.WriteLineAsync($"working for role {role.ToString().ToLowerInvariant()}; stop with Ctrl+C");
        try
        {
            while (true)
            {
                if (role == AppRole.Release)
                    await host.Release.BeginReadyAsync(cancellationToken);
                if (await Task.WhenAny(host.Fault, Task.Delay(BetweenLooks, cancellationToken)) == host.Fault)
                    await host.Fault;
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends; what was not finished is given back.
        }
    }
}
