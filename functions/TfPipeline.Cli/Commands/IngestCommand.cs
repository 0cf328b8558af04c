using System.CommandLine;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Intake;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp ingest</c>: processes every upload that has no receipt yet.</summary>
internal static class IngestCommand
{
    private const string Help =
        """
        Check every upload that has no receipt yet, keep what is accepted as pseudonyms, and leave a receipt for each.
        Exit codes: 0 all accepted, 1 at least one refused, 2 could not run.

        Example:
          tfp ingest --storage made-up --key-file tfp.key
        """;

    public static Command Create()
    {
        var storage = StorageOption.Create();
        var key = KeyFileOption.Create();
        var command = new Command("ingest", Help) { storage, key };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(parsed.GetRequiredValue(storage), parsed.GetRequiredValue(key), ct), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string storage, FileInfo keyFile, CancellationToken cancellationToken)
    {
        using var keys = await KeyFileOption.OpenAsync(keyFile, cancellationToken);
        var batch = new UploadBatch(StorageOption.Open(storage), keys);
        var pending = await batch.FindAsync(cancellationToken);
        if (pending.Count == 0)
        {
            Console.WriteLine("nothing to do: every upload has a receipt");
            return ExitCode.Ok;
        }

        var outcomes = await batch.IngestAsync(pending, OutcomeLine.Print, cancellationToken);
        Console.WriteLine(OutcomeLine.Summary(outcomes));
        return outcomes.Any(o => o.Status is ReceiptStatus.Refused or ReceiptStatus.Failed) ? ExitCode.Refused : ExitCode.Ok;
    }
}
