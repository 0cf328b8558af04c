using System.Diagnostics;
using System.Globalization;

namespace TfPipeline.Benchmarks.Linkage.Scale;

/// <summary>Prints wall time, processor time and pauses for the collector of steps to the error stream when TFP_STAGES is set.</summary>
internal static class ScaleClock
{
    public static readonly bool IsOn = Environment.GetEnvironmentVariable("TFP_STAGES") is not null;
    private static readonly bool Collects = Environment.GetEnvironmentVariable("TFP_STAGES") == "live";
    private static long _wall = Stopwatch.GetTimestamp();
    private static TimeSpan _processor, _pause;

    public static void Mark(string step)
    {
        if (!IsOn)
            return;
        var (wall, processor, pause) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration());
        using var self = Process.GetCurrentProcess();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(_wall, wall).TotalSeconds,7:0.00} s wall {(processor - _processor).TotalSeconds,7:0.00} s processor {(pause - _pause).TotalSeconds,6:0.00} s collector {self.WorkingSet64 >> 20,6} MB of which {GC.GetTotalMemory(forceFullCollection: Collects) >> 20,5} MB managed  {step}"));
        (_wall, _processor, _pause) = (wall, processor, pause);
    }
}
