using System.Globalization;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Evaluation;

/// <summary>The reference table of docs/validation/evaluation.md.</summary>
internal static class ReferenceTable
{
    public static int Run()
    {
        Console.WriteLine("| figure | R | here | relative difference |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (name, value) in LalondeFigures.All())
        {
            var reference = Lalonde.Reference(name);
            var difference = reference == 0 ? Math.Abs(value) : Math.Abs((value / reference) - 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {reference:G10} | {value:G10} | {difference:0.0e+0} |"));
        }

        return 0;
    }
}
