using System.CommandLine;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp watch</c>: processes uploads as they come.</summary>
internal static class WatchCommand
{
    private const string Help =
        """
        Process uploads as they come, until interrupted. A file that is still being copied is left alone until it stops changing.

        Example:
          tfp watch --storage made-up --key-file tfp.key --every 5
        """;

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var every = new Option<int>("--every") { Description = "Seconds between two looks, 1 to 3600.", DefaultValueFactory = _ => 5 };
        var command = new Command("watch", Help) { shared.Storage, every };
        foreach (var key in shared.Keys)
            command.Add(key);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(shared.StorageOf(parsed), shared.KeysOf(parsed), parsed.GetValue(every), OutcomeLine.Print, ct), cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(
        IPipelineStorage storage, KeySources sources, int every, Action<IngestOutcome> report, CancellationToken cancellationToken)
    {
        if (every is < 1 or > 3600)
            throw new UsageException("--every must be 1 to 3600 seconds.");
        using var keys = await sources.OpenAsync(cancellationToken);
        var watcher = new UploadWatcher(new UploadBatch(storage, keys), TimeProvider.System, TimeSpan.FromSeconds(every));
        await Console.Error.WriteLineAsync("watching for uploads; stop with Ctrl+C");
        try
        {
            await watcher.RunAsync(report, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how it ends; what was not finished is done by the next watch.
        }

        return ExitCode.Ok;
    }
}
