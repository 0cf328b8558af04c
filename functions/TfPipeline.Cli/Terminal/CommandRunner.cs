using Spectre.Console;

namespace TfPipeline.Cli.Terminal;

/// <summary>Runs a command's body and turns a fault into one line and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>
    /// Only messages of the pipeline's own exceptions and of the file system's missing-file kinds are printed: others may carry
    /// a value from a file, so of those the type alone is named.
    /// </summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> body, CancellationToken cancellationToken)
    {
        try
        {
            return await body(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("tfp: interrupted; the same command goes on where it stopped.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last stop before the shell: a person gets one line instead of a stack trace.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync("tfp: " + Describe(fault));
            return ExitCode.CouldNotRun;
        }
    }

    /// <summary>A console that draws only where there is a terminal.</summary>
    public static bool IsInteractive => !Console.IsErrorRedirected && AnsiConsole.Profile.Capabilities.Interactive;

    private static string Describe(Exception fault)
    {
        var cause = fault is AggregateException { InnerExceptions.Count: 1 } many ? many.InnerExceptions[0] : fault;
        return cause switch
        {
            UsageException => cause.Message,
            _ when IsOurs(cause) => OneLine(cause.Message),
            DirectoryNotFoundException or FileNotFoundException => "a file or folder named on the command line does not exist.",
            UnauthorizedAccessException => "a file or folder may not be read or written by this user.",
            _ => $"stopped by {cause.GetType().Name}; its message is not shown because it may hold data. Set TFP_TRACE=1 to see where.",
        } + (FaultTrace.IsOn ? Environment.NewLine + FaultTrace.Places(cause) : string.Empty);
    }

    private static bool IsOurs(Exception fault) =>
        fault.GetType().Namespace?.StartsWith("TfPipeline.", StringComparison.Ordinal) == true;

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
