using System.Text.Json.Nodes;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>Everything that a promise about the deployed system can be checked against.</summary>
/// <param name="Files">The Bicep files.</param>
/// <param name="Readme">infra/README.md.</param>
/// <param name="CheckedTypes">infra/checked-types.json.</param>
internal sealed record Deployment(IReadOnlyList<BicepFile> Files, string Readme, JsonObject CheckedTypes)
{
    private static readonly Lazy<Task<Deployment>> Repository = new(ReadAsync);

    /// <summary>As it is in the repository.</summary>
    public static Task<Deployment> OfRepositoryAsync() => Repository.Value;

    public BicepFile this[string name] => Files.Single(file => string.Equals(file.Name, name, StringComparison.Ordinal));

    public IEnumerable<BicepDeclaration> Resources => Files.SelectMany(file => file.Resources).Where(resource => !resource.Existing);

    public IEnumerable<BicepDeclaration> OfType(string type) =>
        Resources.Where(resource => resource.Target.StartsWith(type + "@", StringComparison.Ordinal));

    /// <summary>The modules of main.bicep that are storage accounts, by name, with their parameters.</summary>
    public IEnumerable<(string Name, JsonObject Params)> Accounts => this["main.bicep"].Modules
        .Where(module => module.Target.EndsWith("/storage-account.bicep", StringComparison.Ordinal))
        .Select(module => (module.Name, module.Body["params"]!.AsObject()));

    public Deployment With(BicepFile changed) =>
        this with { Files = [.. Files.Select(file => string.Equals(file.Name, changed.Name, StringComparison.Ordinal) ? changed : file)] };

    private static async Task<Deployment> ReadAsync() => new(
        await BicepFile.AllAsync(),
        await File.ReadAllTextAsync(Path.Combine(BicepFile.Folder, "README.md")),
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(BicepFile.Folder, "checked-types.json")))!.AsObject());
}
