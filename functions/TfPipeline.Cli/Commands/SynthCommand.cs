using System.CommandLine;
using System.Globalization;
using TfPipeline.Cli.Terminal;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Commands;

/// <summary><c>tfp synth</c>: made-up uploads and extracts, with the truth apart.</summary>
internal static class SynthCommand
{
    private const int MostFamilies = 2_000_000;

    private const string Help =
        """
        Make synthetic council uploads and departmental extracts, and the truth about them apart. No real person is in them.

        Examples:
          tfp synth --out made-up/landing --families 20000 --seed 1     (then: tfp ingest --storage made-up --key-file tfp.key)
          tfp synth --out made-up/landing --families 500 --seed 7 --councils 3 --faults
        """;

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder for uploads, extracts and truth; it may not hold any yet.", Required = true };
        var families = new Option<int>("--families") { Description = "Number of families, about 3.4 people each.", DefaultValueFactory = _ => 20_000 };
        var seed = new Option<ulong>("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
        var councils = new Option<int>("--councils") { Description = $"Number of councils, 1 to {SyntheticOptions.MostCouncils}.", DefaultValueFactory = _ => 8 };
        var faults = new Option<bool>("--faults") { Description = "Add files and rows with the faults that councils' files have; truth/faults.csv lists them." };
        var command = new Command("synth", Help) { output, families, seed, councils, faults };
        command.SetAction((parsed, cancellationToken) => CommandRunner.RunAsync(
            ct => RunAsync(
                new SyntheticOptions(
                    parsed.GetRequiredValue(output).FullName,
                    Path.Combine(parsed.GetRequiredValue(output).FullName, "truth"),
                    parsed.GetValue(families),
                    parsed.GetValue(seed),
                    parsed.GetValue(councils),
                    parsed.GetValue(faults)),
                ct),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(SyntheticOptions options, CancellationToken cancellationToken)
    {
        if (options.Families is < 1 or > MostFamilies)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--families must be 1 to {MostFamilies:N0}."));
        if (options.Councils < 1 || options.Councils > SyntheticOptions.MostCouncils)
            throw new UsageException($"--councils must be 1 to {SyntheticOptions.MostCouncils}.");
        foreach (var part in new[] { "uploads", "extracts", "truth" })
            if (Directory.Exists(Path.Combine(options.Out, part)))
                throw new UsageException($"--out already has a folder '{part}'; name an empty or new folder, or delete it first.");

        var made = await SyntheticData.MakeAsync(options, cancellationToken);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"SYNTHETIC data: {made.Families:N0} families ({made.ProgrammeFamilies:N0} on the programme), {made.People:N0} people, {made.UploadRows:N0} upload rows, {made.ExtractRows:N0} extract rows."));
        return ExitCode.Ok;
    }
}
