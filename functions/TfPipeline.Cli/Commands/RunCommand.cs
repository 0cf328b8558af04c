using System.CommandLine;
using TfPipeline.Cli.Hosting;
using TfPipeline.Cli.Terminal;
using TfPipeline.Runs;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp run</c>: one linkage run and the release that follows it.</summary>
internal static class RunCommand
{
    private const string Help =
        """
        Freeze the cohort, link it to the newest delivery of each department, estimate effects, and publish a release.
        A run that was interrupted goes on where it stopped. A completed one is not run again.
        Another --run with the same --release gives the same bytes.

        Examples:
          tfp run --storage ./store --key-file root.key
          tfp run --storage ./store --key-file root.key --release 2019-spring
          tfp run --storage https://landing.example,https://working.example,https://analytics.example --key-vault https://vault.example/secrets/root/{version}
        """;

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var release = new Option<string?>("--release") { Description = "Name of the release: lower-case letters, digits and hyphens. By default made from the inputs." };
        var run = new Option<string?>("--run") { Description = "Name of the run. By default made from the inputs, so that the same inputs are the same run." };
        var command = new Command("run", Help) { shared.Storage, release, run, shared.State };
        foreach (var key in shared.Keys)
            command.Add(key);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            async ct =>
            {
                var storage = shared.StorageOf(parsed);
                var keys = shared.KeysOf(parsed);
                var result = await ProgressLines.RunAsync(async report =>
                {
                    await using var pipeline = Pipeline.InFolder(storage, keys, shared.StateFolderOf(parsed), new RunReport(report).Show);
                    var input = await pipeline.PlanAsync(parsed.GetValue(release), parsed.GetValue(run), ct);
                    return (input.RunId, Ended: await pipeline.RunAsync(input, ct));
                });
                return Say(result.RunId, result.Ended);
            },
            cancellationToken));
        return command;
    }

    private static int Say(string runId, PipelineResult result)
    {
        if (result.Link.Stage == RunStage.Refused)
        {
            Console.Error.WriteLine($"tfp: run {runId} was refused.");
            foreach (var refusal in result.Link.Refusals)
                Console.Error.WriteLine("tfp: " + refusal);
            return ExitCode.Refused;
        }

        var release = result.Release!;
        if (release.Stage == RunStage.Refused)
        {
            Console.Error.WriteLine($"tfp: another release is called {release.Release}; nothing was changed. Choose another name with --release.");
            return ExitCode.Refused;
        }

        Console.WriteLine($"run {runId}: release {release.Release} is in analytics/{release.Release}/ (SHA256SUMS {release.SumsHash?[..16]})");
        return ExitCode.Ok;
    }
}
