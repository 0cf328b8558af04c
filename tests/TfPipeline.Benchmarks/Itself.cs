using System.Diagnostics;

namespace TfPipeline.Benchmarks;

/// <summary>Starts this program again, so that the time and memory of one piece of work are its own.</summary>
internal static class Itself
{
    public static Process Start(bool withOutput, params IReadOnlyList<string> arguments)
    {
        // Started as "dotnet this.dll", the process is dotnet and knows nothing of the program.
        var isMuxer = string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.OrdinalIgnoreCase);
        string[] program = isMuxer ? [typeof(Itself).Assembly.Location] : [];
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, .. arguments]) { RedirectStandardOutput = withOutput, UseShellExecute = false })!;
    }
}
