using System.Diagnostics;
using System.Text.Json.Nodes;
using TfPipeline.Functions.Tests.HostLogs;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Publishing;

/// <summary>The Function App as <c>dotnet publish</c> makes it, once for all tests that read it.</summary>
public sealed class PublishedApp : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    private readonly TemporaryFolder folder = new();

    /// <summary>Where it lies.</summary>
    public string Root => folder.Path;

    /// <summary>The functions that the host will index, by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Functions { get; private set; } = new Dictionary<string, JsonObject>(StringComparer.Ordinal);

    /// <summary>All bindings, with the function's name.</summary>
    internal IEnumerable<(string Function, JsonObject Binding)> Bindings =>
        Functions.SelectMany(function => function.Value["bindings"]!.AsArray().Select(binding => (function.Key, binding!.AsObject())));

    /// <summary>A JSON file of the app.</summary>
    public JsonObject Json(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name)))!.AsObject();

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        // The packages were restored when the tests were built. Build servers would keep the process's output open.
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", "functions/TfPipeline.Functions", "-c", "Release", "-o", Root, "--no-restore", "--disable-build-servers", "-v", "quiet", "-nologo"])
        {
            WorkingDirectory = HostLog.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync();
        var errors = publish.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        await publish.WaitForExitAsync(limit.Token);
        if (publish.ExitCode != 0)
            throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}:\n{await output}\n{await errors}");

        Functions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root, "functions.metadata")))!.AsArray()
            .ToDictionary(function => function!["name"]!.GetValue<string>(), function => function!.AsObject(), StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => folder.Dispose();
}
