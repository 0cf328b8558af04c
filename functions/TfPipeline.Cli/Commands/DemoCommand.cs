using System.CommandLine;
using System.Globalization;
using TfPipeline.Cli.Demo;
using TfPipeline.Cli.Terminal;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp demo</c>: synthetic data through every stage, then what came out beside the truth.</summary>
internal static class DemoCommand
{
    private const string Help =
        """
        Make synthetic data, take it through every stage of the pipeline to a release, and print what came out beside the truth.
        No service is needed. The key is derived from the seed, which is for synthetic data only.

        Examples:
          tfp demo
          tfp demo --families 2000 --seed 7 --out try
          tfp demo --details
          tfp demo --seeds 20 --table coverage.md
        """;

    public static Command Create()
    {
        var families = new Option<int>("--families") { Description = "Number of families, 100 to 200000.", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same release.", DefaultValueFactory = _ => 1 };
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder for everything; one of an earlier demonstration is replaced.", DefaultValueFactory = _ => new DirectoryInfo("demo") };
        var storage = new Option<string?>("--storage") { Description = "Another place for the containers, such as a connection string of Azurite." };
        var seeds = new Option<int>("--seeds") { Description = "Run this many demonstrations with consecutive seeds and print how often intervals hold the planted effect.", DefaultValueFactory = _ => 1 };
        var table = new Option<FileInfo?>("--table") { Description = "Also write that table to a file." };
        var details = new Option<bool>("--details") { Description = "Also print every effect beside what was planted, linkage by department and disclosure control by output." };
        var command = new Command("demo", Help) { families, seed, output, storage, details, seeds, table };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct =>
            {
                var options = new DemoOptions(parsed.GetRequiredValue(output).FullName, parsed.GetValue(families), parsed.GetValue(seed), parsed.GetValue(storage));
                Check(options, parsed.GetValue(seeds));
                return parsed.GetValue(seeds) == 1 ? OneAsync(options, parsed.GetValue(details), ct) : SeveralAsync(options, parsed.GetValue(seeds), parsed.GetValue(table), ct);
            },
            cancellationToken));
        return command;
    }

    private static void Check(DemoOptions options, int seeds)
    {
        if (options.Families is < 100 or > 200_000)
            throw new UsageException("--families must be 100 to 200000.");
        if (seeds is < 1 or > 1000)
            throw new UsageException("--seeds must be 1 to 1000.");
        if (seeds > 1 && options.Storage is not null)
            throw new UsageException("--seeds works on folders; leave --storage out.");
    }

    private static async Task<int> OneAsync(DemoOptions options, bool details, CancellationToken cancellationToken)
    {
        var result = await RunAsync(options, cancellationToken);
        Console.Write(DemoSummary.Of(result));
        if (details)
            Console.Write(DemoDetails.Of(result));
        return ExitCode.Ok;
    }

    private static async Task<int> SeveralAsync(DemoOptions options, int seeds, FileInfo? file, CancellationToken cancellationToken)
    {
        var table = new CoverageTable();
        for (var i = 0; i < seeds; i++)
        {
            var result = await RunAsync(options with { Seed = options.Seed + (ulong)i }, cancellationToken);
            table.Add(result.Options.Seed, result.Effects);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {result.Options.Seed}: {result.Effects.Count(e => e.AdjustedCovers)} of {result.Effects.Count} adjusted intervals hold the planted effect"));
        }

        var markdown = table.ToMarkdown(options.Families);
        Console.Write(markdown);
        if (file is not null)
            await File.WriteAllTextAsync(file.FullName, markdown, cancellationToken);
        return ExitCode.Ok;
    }

    private static Task<DemoResult> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        DemoFolder.Prepare(options.Folder);
        return ProgressLines.RunAsync(report => DemoRun.RunAsync(options, report, new RunReport(report).Show, cancellationToken));
    }
}
