using System.Diagnostics;
using System.Globalization;

namespace TfPipeline.Benchmarks;

/// <summary>Runs <c>tfp demo</c> of any build in a process of its own.</summary>
internal static class Demonstration
{
    private const int Look = 200;

    /// <param name="program">The build's <c>tfp</c> or <c>tfp.dll</c>.</param>
    /// <param name="families">Number of made-up families.</param>
    /// <param name="folder">Where everything lies afterwards.</param>
    /// <returns>Processor seconds and resident megabytes at most, both as last seen: the system keeps no figures of a process that is gone, so up to a fifth of a second is missing.</returns>
    public static async Task<(double Seconds, double Megabytes)> RunAsync(string program, int families, string folder)
    {
        string[] arguments = ["demo", "--families", families.ToString(CultureInfo.InvariantCulture), "--out", folder];
        var isLibrary = program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        using var demo = Process.Start(new ProcessStartInfo(isLibrary ? "dotnet" : program, isLibrary ? [program, .. arguments] : arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var output = Task.WhenAll(demo.StandardOutput.ReadToEndAsync(), demo.StandardError.ReadToEndAsync());
        var seen = (Seconds: 0.0, Megabytes: 0.0);
        while (!demo.WaitForExit(Look))
            seen = Figures(demo) ?? seen;
        await output;
        return demo.ExitCode == 0 ? seen : throw new InvalidOperationException($"The demonstration of '{program}' ended with {demo.ExitCode}.");
    }

    private static (double Seconds, double Megabytes)? Figures(Process demo)
    {
        try
        {
            demo.Refresh();
            return (demo.TotalProcessorTime.TotalSeconds, demo.PeakWorkingSet64 / 1e6);
        }
        catch (InvalidOperationException)
        {
            // It ended between the wait and the look.
            return null;
        }
    }
}
