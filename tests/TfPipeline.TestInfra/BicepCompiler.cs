using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using TfPipeline.TestKit;

namespace TfPipeline.TestInfra;

/// <summary>The Bicep compiler of the restored package, on a copy of infra/.</summary>
internal static class BicepCompiler
{
    private const string Subscription = "00000000-0000-0000-0000-0000000000aa";
    private const string Tenant = "00000000-0000-0000-0000-0000000000bb";

    // A compiler takes a processor for some seconds.
    private static readonly SemaphoreSlim AtOnce = new(2);

    /// <summary>The folder infra/ of the repository.</summary>
    public static string Folder { get; } = Path.Combine(Metadata("RepositoryRoot"), "infra");

    /// <summary>What the compiler says about a template; empty means that it has nothing to say. Its exit status would be 0 on warnings.</summary>
    /// <param name="file">A file of infra/.</param>
    /// <param name="change">Changes the copy before the compiler reads it.</param>
    public static async Task<string> DiagnosticsAsync(string file, Action<string>? change = null)
    {
        using var copy = Copy(change);
        return (await RunAsync("build", Path.Combine(copy.Path, file), "--stdout")).Errors;
    }

    /// <summary>The template as JSON.</summary>
    public static async Task<JsonObject> BuildAsync(string file, Action<string>? change = null)
    {
        using var copy = Copy(change);
        return JsonNode.Parse((await RunAsync("build", Path.Combine(copy.Path, file), "--stdout")).Output)!.AsObject();
    }

    /// <summary>The values that a parameter file gives.</summary>
    public static async Task<JsonObject> ParametersAsync(string parameters)
    {
        using var copy = Copy(null);
        var path = Path.Combine(copy.Path, "environments/tested.bicepparam");
        await File.WriteAllTextAsync(path, parameters);
        var all = JsonNode.Parse((await RunAsync("build-params", path, "--stdout")).Output)!;
        return JsonNode.Parse(all["parametersJson"]!.GetValue<string>())!["parameters"]!.AsObject();
    }

    /// <summary>The template as it is evaluated with these parameters, offline.</summary>
    /// <param name="parameters">Text of the parameter file, as if it lay in infra/environments.</param>
    /// <param name="deployment">Name of the deployment.</param>
    /// <param name="change">Changes the copy before the compiler reads it.</param>
    /// <exception cref="InvalidOperationException">The compiler says something.</exception>
    public static async Task<JsonObject> EvaluateAsync(string parameters, string deployment = "tested", Action<string>? change = null, string? resourceGroup = null)
    {
        using var copy = Copy(change);
        var path = Path.Combine(copy.Path, "environments/tested.bicepparam");
        await File.WriteAllTextAsync(path, parameters);
        var said = await RunAsync(
            [
                "snapshot", path, "--subscription-id", Subscription, "--tenant-id", Tenant, "--location", "uksouth", "--deployment-name", deployment,
                .. resourceGroup is null ? Array.Empty<string>() : ["--resource-group", resourceGroup],
            ]);
        if (said.Errors.Length > 0)
            throw new InvalidOperationException("The compiler says: " + said.Errors);
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Path, "environments/tested.snapshot.json")))!.AsObject();
    }

    /// <summary>Changes a file of a copy; refuses to change nothing.</summary>
    public static void Replace(string folder, string file, string from, string to)
    {
        var path = Path.Combine(folder, file);
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (!text.Contains(from, StringComparison.Ordinal))
            throw new InvalidOperationException($"{file} does not contain what is to be replaced: {from}");
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }

    private static TemporaryFolder Copy(Action<string>? change)
    {
        var copy = new TemporaryFolder();
        foreach (var source in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Path, Path.GetRelativePath(Folder, source));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(source, target);
        }

        change?.Invoke(copy.Path);
        return copy;
    }

    private static async Task<(string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var compiler = Metadata("BicepCompiler");
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            throw new PlatformNotSupportedException("The pinned Bicep compiler runs on Linux on x64 only. Run these tests there, in the workflow for example.");
        if (!File.Exists(compiler))
            throw new FileNotFoundException("The Bicep compiler is missing. Restore the packages: dotnet restore.", compiler);
        File.SetUnixFileMode(compiler, File.GetUnixFileMode(compiler) | UnixFileMode.UserExecute);
        await AtOnce.WaitAsync();
        try
        {
            var start = new ProcessStartInfo(compiler, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start) ?? throw new InvalidOperationException("The Bicep compiler did not start.");
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            var said = (await errors).Trim();
            return process.ExitCode == 0 || said.Length > 0
                ? (await output, said)
                : throw new InvalidOperationException($"The Bicep compiler ended with status {process.ExitCode} and said nothing.");
        }
        finally
        {
            AtOnce.Release();
        }
    }

    private static string Metadata(string key) =>
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == key).Value!;
}
