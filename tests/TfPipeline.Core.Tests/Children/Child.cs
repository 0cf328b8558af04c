using System.Diagnostics;

namespace TfPipeline.Core.Tests.Children;

/// <summary>Starts the test assembly as a process of its own.</summary>
internal static class Child
{
    /// <summary>Runs a command of <see cref="ChildProgram"/> to its end, or ends it at the limit.</summary>
    /// <returns>The exit code, or null for a process that did not end in time; and what it printed.</returns>
    public static async Task<(int? ExitCode, string Output, string Error)> RunAsync(TimeSpan limit, params string[] arguments)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // The host of the tests is dotnet itself.
        foreach (var argument in (string[])["exec", typeof(Child).Assembly.Location, .. arguments])
            info.ArgumentList.Add(argument);
        // A dump of a process that is meant to die helps nobody.
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using var process = Process.Start(info)!;
        using var stop = new CancellationTokenSource(limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(stop.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return (null, await output, await error);
        }
    }
}
