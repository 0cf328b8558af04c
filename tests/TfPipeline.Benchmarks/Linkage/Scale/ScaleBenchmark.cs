using System.Globalization;
using System.Text.Json;
using TfPipeline.TestKit;

namespace TfPipeline.Benchmarks.Linkage.Scale;

/// <summary>Linkage of hundreds of thousands and millions, each in a process of its own, beside DuckDB joining the same files on exact keys.</summary>
internal static class ScaleBenchmark
{
    private static readonly TimeSpan DuckLimit = TimeSpan.FromMinutes(20);

    /// <param name="arguments">Folder for the made-up files, then optionally the largest extract in rows (10,000,000); 0 leaves extracts out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = Path.GetFullPath(arguments[0]);
        var largest = Arguments.Whole(arguments, 1, 10_000_000);
        Console.WriteLine("Two CSV files:");
        Console.WriteLine();
        PrintHead();
        foreach (var size in new[] { new ScaleSize(100_000, 100_000, 0, false), new ScaleSize(500_000, 500_000, 0, false), new ScaleSize(500_000, 500_000, 0, true) })
            await PrintAsync(await ScaleSet.MakeAsync(root, size), 0);
        Console.WriteLine();
        await PrintInvarianceAsync(await ScaleSet.MakeAsync(root, new ScaleSize(100_000, 400_000, 20, false)));
        if (largest == 0)
            return 0;
        Console.WriteLine();
        Console.WriteLine("A cohort of a million and an extract of 20 Parquet files:");
        Console.WriteLine();
        PrintHead();
        foreach (var rows in new[] { largest / 4, largest / 2, largest })
            await PrintAsync(await ScaleSet.MakeAsync(root, new ScaleSize(1_000_000, rows, 20, false)), 20);
        return 0;
    }

    private static void PrintHead()
    {
        Console.WriteLine("| left | right | skewed | wall s | processor s | peak MB | DuckDB wall s | DuckDB processor s | ratio of processor time | candidate recall | precision | recall | sum of p / true | pairs compared | pairs a person or record |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    private static async Task PrintAsync(ScaleSet set, int partitions)
    {
        var ours = await ScaleRun.InOwnProcessAsync(set, Environment.ProcessorCount, partitions);
        var right = partitions == 0 ? set.Right : Path.Combine(set.Folder, "people-*.parquet");
        var node = await NodeTools.TryRunAsync("duck-join.mjs", DuckLimit, set.Left, right, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        if (node.ExitCode != 0)
            throw new InvalidOperationException("DuckDB gave no figures: " + node.Error);
        var duck = JsonSerializer.Deserialize<DuckFigures>(node.Output)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {set.Size.Left:N0} | {set.Size.Right:N0} | {(set.Size.IsSkewed ? "yes" : "no")} | {ours.Wall:0.0} | {ours.Processor:0.0} | {ours.PeakMegabytes:N0} | {duck.Wall:0.0} | {duck.Processor:0.0} | {ours.Processor / duck.Processor:0.0} | {ours.CandidateRecall:0.0000} | {ours.Precision:0.0000} | {ours.Recall:0.0000} | {ours.SumOfP:0.000} | {ours.Compared:N0} | {ours.Compared / (double)Math.Max(set.Size.Left, set.Size.Right):0.0} |"));
    }

    private static async Task PrintInvarianceAsync(ScaleSet set)
    {
        var digests = new List<string>();
        foreach (var (partitions, threads) in new[] { (1, 1), (1, 2), (7, 2), (20, 1), (20, 2) })
        {
            var figures = await ScaleRun.InOwnProcessAsync(set, threads, partitions);
            digests.Add(figures.Digest);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {set.Size.Left:N0} × {set.Size.Right:N0}, {partitions} partitions, {threads} threads: links {figures.Digest}"));
        }

        Console.WriteLine(digests.Distinct(StringComparer.Ordinal).Count() == 1 ? "\nAll the same." : "\nNOT the same.");
    }

    private sealed record DuckFigures(double Wall, double Processor, long PeakMegabytes, long Pairs);
}
