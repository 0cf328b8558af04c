using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TfPipeline.Evaluation;
using TfPipeline.TestData;

namespace TfPipeline.Benchmarks.Evaluation;

/// <summary>Time of a whole evaluation.</summary>
internal static class PanelEffects
{
    public static int Run(string[] args)
    {
        var families = Arguments.Whole(args, 0, 20_000);
        var outcomes = Arguments.Whole(args, 1, 8);
        var panel = SimulatedPanel.Make(families, 1, new SimulatedPanel.Scene { Outcomes = outcomes, Unlinked = 0.2 });
        var watch = Stopwatch.StartNew();
        var result = EffectEstimation.Run(panel.Data);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(result).Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{panel.Data.People.Count:N0} people, {outcomes} outcomes: {result.Effects.Count} estimates from {result.Designs.Count} models with up to {result.Designs.Max(d => d.Terms.Count)} terms in {watch.Elapsed.TotalSeconds:0.0} s on {Environment.ProcessorCount} processors; {bytes:N0} bytes of JSON; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB"));
        return 0;
    }
}
