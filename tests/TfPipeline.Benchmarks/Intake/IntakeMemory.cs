using System.Diagnostics;
using System.Globalization;

namespace TfPipeline.Benchmarks.Intake;

/// <summary>
/// Memory of validation and of the whole of ingest, each in a process of its own per size, so that the peak is that of the size. What is
/// alive is the state itself; the peak adds the program and what waits to be collected.
/// </summary>
internal static class IntakeMemory
{
    private static readonly int[] Sizes = [250_000, 1_000_000, 2_000_000];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["one", var what, var count])
            return await OneAsync(what, int.Parse(count, CultureInfo.InvariantCulture));
        // As the app runs: code that is optimised at once takes 40 MB more.
        Environment.SetEnvironmentVariable("DOTNET_TieredCompilation", "1");
        foreach (var part in new[] { "validate", "validate-alive", "ingest", "ingest-alive" })
        {
            foreach (var rows in Sizes)
                await ChildAsync("intake-memory", "one", part, rows.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    private static async Task<int> OneAsync(string what, int rows)
    {
        var path = Path.Combine(Path.GetTempPath(), $"tfp-intake-{Environment.ProcessId}.csv");
        try
        {
            // Written elsewhere: the writer's memory is no part of the peak.
            await ChildAsync("intake-file", path, rows.ToString(CultureInfo.InvariantCulture));
            var alive = what switch
            {
                "validate" => PeakOf(IntakeBenchmark.Validate(path)),
                "validate-alive" => KeptByValidation(path),
                "ingest" => PeakOf(await IntakeBenchmark.IngestAsync(path)),
                _ => await AliveInIngestAsync(path),
            };
            using var self = Process.GetCurrentProcess();
            var figures = alive is { } bytes
                ? string.Create(CultureInfo.InvariantCulture, $"alive at most {bytes / 1e6,4:N0} MB, {bytes / (double)rows,5:0.0} bytes a row")
                : string.Create(CultureInfo.InvariantCulture, $"peak resident {self.PeakWorkingSet64 / 1e6,4:N0} MB");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-15} {rows,10:N0} rows  {figures}"));
            return 0;
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Looking at what is alive collects, which lowers the peak.
    private static long? PeakOf(long accepted) => accepted > 0 ? null : throw new InvalidOperationException("The benchmark's file was refused.");

    private static long KeptByValidation(string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = 0L;
        IntakeBenchmark.Validate(path, () => kept = GC.GetTotalMemory(forceFullCollection: true) - before);
        return kept;
    }

    private static async Task<long> AliveInIngestAsync(string path)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        var ingest = Task.Run(() => IntakeBenchmark.IngestAsync(path));
        var alive = 0L;
        while (!ingest.IsCompleted && await look.WaitForNextTickAsync())
        {
            GC.Collect();
            alive = Math.Max(alive, GC.GetTotalMemory(forceFullCollection: false));
        }

        await ingest;
        return alive;
    }

    private static async Task ChildAsync(params string[] args)
    {
        using var child = Itself.Start(withOutput: false, args);
        await child.WaitForExitAsync();
    }
}
