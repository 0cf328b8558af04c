using System.CommandLine;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Core.Retention;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp sweep</c>: deletes what is past its days, by the rules that also hold in Azure.</summary>
internal static class SweepCommand
{
    private const string Help =
        """
        Delete what is past its days: uploads and extracts, links and snapshots of the cohort, panels, estimates and proposals. An upload
        without a receipt stays. Proposals that nobody decided about in time expire, which is recorded. Each sweep leaves audit lines that say how many of what were deleted and when, without a name.
        There is no default: whoever deletes says the days. Nothing of a folder can be brought back.
        Exit codes: 0 done, 1 done but uploads without a receipt are past their days, 2 could not run.

        Example:
          tfp sweep --storage made-up --key-file tfp.key --raw-days 60 --link-days 45 --result-days 220
        """;

    private const int MostDays = 3650;

    public static Command Create()
    {
        var shared = new PipelineOptions();
        var raw = Days("--raw-days", "Days that uploads and extracts are kept.");
        var links = Days("--link-days", "Days that links and snapshots of the cohort are kept.");
        var results = Days("--result-days", "Days that panels, estimates and proposals are kept.");
        var command = new Command("sweep", Help) { shared.Storage, raw, links, results };
        foreach (var key in shared.Keys)
            command.Add(key);
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(
                shared.StorageOf(parsed), shared.KeysOf(parsed), TimeProvider.System,
                (parsed.GetRequiredValue(raw), parsed.GetRequiredValue(links), parsed.GetRequiredValue(results)), ct),
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(
        IPipelineStorage storage, KeySources sources, TimeProvider time, (int Raw, int Links, int Results) days, CancellationToken cancellationToken)
    {
        foreach (var one in new[] { days.Raw, days.Links, days.Results })
        {
            if (one is < 1 or > MostDays)
                throw new UsageException($"days are a number from 1 to {MostDays}.");
        }

        using var keys = await sources.OpenAsync(cancellationToken);
        var now = time.GetUtcNow();
        var counts = await new RetentionSweeper(storage, new UploadIngestor(storage, keys)).SweepAsync(now.AddDays(-days.Raw), now, cancellationToken);
        var work = 0;
        foreach (var role in Enum.GetValues<AppRole>())
            work += await new OldWorkSweeper(storage).SweepAsync(role, now.AddDays(-days.Links), now.AddDays(-days.Results), now, cancellationToken);
        var seen = await new ProposalWatch(storage, time).LookAsync(cancellationToken);
        if (seen.Expired + seen.Waiting > 0)
            Console.WriteLine($"proposals: {seen.Expired} expired now, {seen.Waiting} wait for a decision, the oldest for {seen.OldestDays} days");
        Console.WriteLine($"deleted: {counts.Uploads} uploads, {counts.ExtractFiles} files of extracts, {work} blobs of earlier runs");
        if (counts.Left == 0)
            return ExitCode.Ok;
        Console.WriteLine($"left: {counts.Left} uploads are past their days and have no receipt. Run tfp ingest, then sweep again.");
        return ExitCode.Refused;
    }

    private static Option<int> Days(string name, string description) => new(name) { Description = description, Required = true };
}
