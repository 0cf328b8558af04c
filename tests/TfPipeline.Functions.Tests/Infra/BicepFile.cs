using System.Text.Json;
using System.Text.Json.Nodes;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>What one Bicep file declares, as tests/node/bicep.mjs prints it.</summary>
internal sealed record BicepFile(
    string Path,
    int[] Errors,
    BicepParameter[] Params,
    JsonObject Vars,
    BicepDeclaration[] Resources,
    BicepDeclaration[] Modules,
    BicepOutput[] Outputs,
    string[] Identifiers)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Its source.</summary>
    public string Text { get; } = File.ReadAllText(Path).ReplaceLineEndings("\n");

    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(NodeTools.Folder, "..", "..", "infra"));

    private static readonly Lazy<Task<IReadOnlyList<BicepFile>>> Everything = new(() =>
        ReadAsync(Directory.GetFiles(Folder, "*.bicep", SearchOption.AllDirectories).Order(StringComparer.Ordinal)));

    /// <summary>All Bicep files below infra, parsed once.</summary>
    public static Task<IReadOnlyList<BicepFile>> AllAsync() => Everything.Value;

    public static async Task<BicepFile> NamedAsync(string name) =>
        (await AllAsync()).Single(file => string.Equals(file.Name, name, StringComparison.Ordinal));

    public static async Task<IReadOnlyList<BicepFile>> ReadAsync(IEnumerable<string> paths)
    {
        var json = await NodeTools.RunAsync("bicep.mjs", [.. paths]);
        return JsonSerializer.Deserialize<BicepFile[]>(json, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A parameter and whether a person is told what it is.</summary>
internal sealed record BicepParameter(string Name, bool Described, bool Secure);

/// <summary>An output and the expression behind it.</summary>
internal sealed record BicepOutput(string Name, bool Described, string Value);

/// <summary>A resource (target: type and version) or a module (target: path), and the literals that it assigns, by property path.</summary>
internal sealed record BicepDeclaration(string Name, string Target, JsonObject Body, bool Existing, Dictionary<string, string[]> Paths)
{
    /// <summary>Whether a property is assigned this literal and no other.</summary>
    public bool Is(string path, string value) => Paths.TryGetValue(path, out var found) && found is [var only] && only == value;
}
