using System.CommandLine;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Submissions;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp ingest</c>: processes every upload that has no receipt yet.</summary>
internal static class IngestCommand
{
    private const string Help =
        """
        Check every upload that has no receipt yet, keep what is accepted as pseudonyms, and leave a receipt for each.
        In a folder store uploads lie in landing/uploads/{gss}/{yyyy-mm-dd}/, and receipts come to landing/receipts/{gss}/{yyyy-mm-dd}/.
        Exit codes: 0 all accepted, 1 at least one refused, 2 could not run.

        Examples:
          tfp ingest --storage made-up --key-file tfp.key
          tfp ingest --storage https://landing.example,https://working.example,https://analytics.example --key-vault https://vault.example/secrets/root/{version}
        """;

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var command = new Command("ingest", Help) { shared.Storage };
        foreach (var key in shared.Keys)
            command.Add(key);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct =>
            {
                StoreLayout.Check(shared.LocationOf(parsed));
                if (StoreLayout.PassedOver(shared.LocationOf(parsed)) is { } sentence)
                    Console.Error.WriteLine(sentence);
                return RunAsync(shared.StorageOf(parsed), shared.KeysOf(parsed), ct);
            },
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(IPipelineStorage storage, KeySources sources, CancellationToken cancellationToken)
    {
        using var keys = await sources.OpenAsync(cancellationToken);
        var batch = new UploadBatch(storage, keys);
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
