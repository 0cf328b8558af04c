using System.Globalization;
using TfPipeline.TestKit;

namespace TfPipeline.Benchmarks;

/// <summary>
/// Processor time and resident memory of the demonstration, of two builds of <c>tfp</c> in turn, so that what else the machine does
/// falls on both.
/// </summary>
internal static class DemoBesideBuild
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(string build, string reference, string[] rest)
    {
        var families = Arguments.Whole(rest, 0, 20_000);
        var (processor, memory) = (new List<double>(), new List<double>());
        for (var round = 1; round <= Arguments.Whole(rest, 1, Rounds); round++)
        {
            var before = await OneAsync(reference, families);
            var after = await OneAsync(build, families);
            processor.Add(after.Seconds / before.Seconds);
            memory.Add(after.Megabytes / before.Megabytes);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}  processor {before.Seconds:0.0} and {after.Seconds:0.0} s, ratio {processor[^1]:0.00}   resident at most {before.Megabytes:0} and {after.Megabytes:0} MB, ratio {memory[^1]:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio  processor {Median(processor):0.00}   memory {Median(memory):0.00}"));
        return 0;
    }

    private static async Task<(double Seconds, double Megabytes)> OneAsync(string program, int families)
    {
        using var folder = new TemporaryFolder();
        return await Demonstration.RunAsync(program, families, folder.File("demo"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
