using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Evaluation;

/// <summary>The coverage tables of docs/validation/evaluation.md.</summary>
internal static class CoverageTables
{
    public static int Run(string[] args)
    {
        var populations = Arguments.Whole(args, 0, 2000);
        Print($"Families in which the assumptions hold, {populations} populations of 800 families:", Coverage.Run(populations, seed => SimulatedFamilies.Estimate(800, seed)));
        Print($"False links, {populations} populations of 800 families:", Coverage.Run(populations, seed => SimulatedLinks.Estimate(800, seed)));
        Print($"Whole panels, {populations / 5} populations of 2,000 families:", Coverage.Run(populations / 5, seed => PanelEstimates.Of(2000, seed, new())));
        Print($"Whole panels with hidden selection, {populations / 5} populations of 2,000 families:", Coverage.Run(populations / 5, seed => PanelEstimates.Of(2000, seed, new() { Hidden = 1.5 })));
        return 0;
    }

    private static void Print(string title, Coverage coverage)
    {
        Console.WriteLine(title);
        Console.WriteLine();
        foreach (var line in coverage.Lines())
            Console.WriteLine(line);
        Console.WriteLine();
    }
}
