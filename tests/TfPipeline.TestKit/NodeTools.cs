using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.TestKit;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record NodeResult(int ExitCode, string Output, string Error);

/// <summary>
/// Runs the programs of tests/node. The packages are installed once from the lock file, whichever test host
/// comes first; the others wait for it behind a lock of the machine.
/// </summary>
internal static class NodeTools
{
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(10);
    private static readonly Lazy<string> Installed = new(Install, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The folder that holds package.json and the scripts.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "tests", "node");

    /// <summary>The folder with node_modules in it, after making sure that it is complete.</summary>
    public static string EnsureInstalled() => Installed.Value;

    /// <summary>Runs a script of tests/node to its end and fails with what it printed when it ends badly.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var result = await TryRunAsync(script, TimeSpan.FromMinutes(2), arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{script} ended with {result.ExitCode}: {result.Error}");
    }

    /// <summary>Runs a script of tests/node to its end, or stops it at the limit.</summary>
    public static async Task<NodeResult> TryRunAsync(string script, TimeSpan limit, params string[] arguments)
    {
        var folder = EnsureInstalled();
        using var process = Start("node", folder, [Path.Combine(folder, script), .. arguments]);
        return await FinishAsync(process, limit);
    }

    /// <summary>Starts a program; the caller owns the process, its output is redirected.</summary>
    public static Process Start(string program, string workingFolder, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(program)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            info.ArgumentList.Add(argument);
        return Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task<NodeResult> FinishAsync(Process process, TimeSpan limit)
    {
        process.StandardInput.Close();
        using var stop = new CancellationTokenSource(limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException stopped)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The program did not end within {limit}.", stopped);
        }

        return new NodeResult(process.ExitCode, await output, await error);
    }

    private static string Install()
    {
        var mark = Path.Combine(Folder, "node_modules", ".installed-from");
        var wanted = File.ReadAllText(Path.Combine(Folder, "package-lock.json"));
        using var turn = new Mutex(initiallyOwned: false, LockName());
        if (!Wait(turn))
            throw new TimeoutException($"Another test host did not finish npm ci in tests/node within {InstallLimit}.");
        try
        {
            if (!File.Exists(mark) || !string.Equals(File.ReadAllText(mark), wanted, StringComparison.Ordinal))
                InstallPackages(mark, wanted);
        }
        finally
        {
            turn.ReleaseMutex();
        }

        return Folder;
    }

    private static void InstallPackages(string mark, string wanted)
    {
        using var process = Start("npm", Folder, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]);
        var result = FinishAsync(process, InstallLimit).GetAwaiter().GetResult();
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in tests/node ended with {result.ExitCode}: {result.Error}");
        File.WriteAllText(mark, wanted);
    }

    private static bool Wait(Mutex turn)
    {
        try
        {
            return turn.WaitOne(InstallLimit);
        }
        catch (AbandonedMutexException)
        {
            // The host that installed died; the mark says whether it had finished.
            return true;
        }
    }

    // One lock for each clone, so that two clones do not wait for each other.
    private static string LockName() => @"Global\tfp-node-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16];

    private static string RepositoryRoot() =>
        typeof(NodeTools).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, "RepositoryRoot", StringComparison.Ordinal))?.Value
        ?? throw new InvalidOperationException("The test project does not carry its RepositoryRoot.");
}
