using TfPipeline.Cli.Terminal;
using TfPipeline.Storage;
using TfPipeline.Synthetic;

namespace TfPipeline.Cli.Demo;

/// <summary>Puts synthetic uploads and extracts where the pipeline finds them.</summary>
internal static class DemoStore
{
    public static async Task<(IPipelineStorage Storage, SyntheticSummary Made)> FillAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        // A folder store keeps landing below its root, so the data can be made in place.
        var made = options.Storage is null ? Path.Combine(options.Store, "landing") : Path.Combine(options.Folder, "made");
        var summary = await SyntheticData.MakeAsync(new SyntheticOptions(made, options.Truth, options.Families, options.Seed, 8, Faults: false), cancellationToken);
        var storage = StorageOption.Open(options.Storage ?? options.Store);
        if (options.Storage is not null)
        {
            await CopyAsync(Path.Combine(made, "uploads"), storage[PipelineContainer.Uploads], cancellationToken);
            await CopyAsync(Path.Combine(made, "extracts"), storage[PipelineContainer.Extracts], cancellationToken);
        }

        return (storage, summary);
    }

    // Manifests last, as departments deliver.
    private static async Task CopyAsync(string folder, IBlobArea area, CancellationToken cancellationToken)
    {
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .OrderBy(f => string.Equals(Path.GetFileName(f), "manifest.json", StringComparison.Ordinal)).ThenBy(f => f, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            await area.WriteAsync(
                name,
                async (output, token) =>
                {
                    await using var input = File.OpenRead(file);
                    await input.CopyToAsync(output, token);
                },
                cancellationToken: cancellationToken);
        }
    }
}
