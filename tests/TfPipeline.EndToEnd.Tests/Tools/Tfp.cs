using System.Diagnostics;
using System.Text;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>How a tfp process ended and what it printed.</summary>
internal sealed record TfpResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;

    /// <summary>Passes where the process ended as expected; otherwise shows what it printed.</summary>
    public TfpResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}, got {ExitCode}\n{All}");
        return this;
    }

    /// <summary>Passes where it ended with this code and one clear line on standard error, without a stack trace.</summary>
    public TfpResult ExpectRefusal(int exitCode)
    {
        Expect(exitCode);
        Assert.Contains("tfp: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", All, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", All, StringComparison.Ordinal);
        return this;
    }
}

/// <summary>Runs tfp as a person does: as a process of its own.</summary>
internal sealed class Tfp(string workingFolder, string program = "tfp.dll")
{
    /// <summary>What a process that SIGKILL ended reports on Unix.</summary>
    public const int Killed = 137;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);
    private readonly StringBuilder _printed = new();

    /// <summary>All that every process of this object has printed.</summary>
    public string Printed
    {
        get
        {
            lock (_printed)
                return _printed.ToString();
        }
    }

    public Task<TfpResult> RunAsync(params string[] arguments) => RunAsync([], arguments);

    public async Task<TfpResult> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        using var process = Start(environment, arguments);
        process.StandardInput.Close();
        return await EndAsync(process, string.Join(' ', arguments.Take(1)));
    }

    /// <summary>Publishes what a run has proposed. One person does both, which synthetic data allow.</summary>
    public async Task ApproveAsync(string storage, string release) =>
        (await RunAsync("approve", release, "--storage", storage, "--as", "checker", "--allow-self-approval")).Expect(0);

    /// <summary>Waits for the end of a process that was started; its output may have been read in part.</summary>
    public async Task<TfpResult> EndAsync(Process process, string verb)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {verb} did not end within {Limit}.");
        }

        var result = new TfpResult(process.ExitCode, await output, await error);
        lock (_printed)
            _printed.Append(result.Output).Append(result.Error);
        return result;
    }

    /// <summary>Starts a process that the test kills, or whose end it awaits by itself. Its standard input stays open.</summary>
    public Process Start(params string[] arguments) => Start([], arguments);

    /// <summary>Passes where the next line that the process prints is this one.</summary>
    public static async Task ExpectLineAsync(Process process, string line)
    {
        using var limit = new CancellationTokenSource(Limit);
        Assert.Equal(line, await process.StandardOutput.ReadLineAsync(limit.Token));
    }

    private Process Start((string Name, string Value)[] environment, string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(workingFolder, "tmp"));
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["TMPDIR"] = Path.Combine(workingFolder, "tmp");
        start.Environment["HOME"] = workingFolder;
        start.Environment["NO_COLOR"] = "1";
        // A killed process would leave the socket of its debugger behind.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return Process.Start(start)!;
    }
}
