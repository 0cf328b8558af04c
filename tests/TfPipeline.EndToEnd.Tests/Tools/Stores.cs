using System.Security.Cryptography;
using TfPipeline.Storage;

namespace TfPipeline.EndToEnd.Tests.Tools;

/// <summary>Fills storage as councils and departments do, and reads releases as analysts do.</summary>
internal static class Stores
{
    /// <summary>Copies what <c>tfp synth</c> made into landing, manifests last.</summary>
    public static async Task DropAsync(IPipelineStorage storage, string synthetic)
    {
        await DropAsync(storage[PipelineContainer.Uploads], Path.Combine(synthetic, "uploads"));
        await DropAsync(storage[PipelineContainer.Extracts], Path.Combine(synthetic, "extracts"));
    }

    public static Task WriteAsync(IBlobArea area, string name, byte[] content)
        => area.WriteAsync(name, (stream, token) => stream.WriteAsync(content, token).AsTask());

    public static async Task<byte[]?> ReadAsync(IBlobArea area, string name)
    {
        await using var blob = await area.OpenReadAsync(name);
        if (blob is null)
            return null;
        using var content = new MemoryStream();
        await blob.Content.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>Name and SHA-256 of every blob below a prefix, in order.</summary>
    public static async Task<SortedDictionary<string, string>> DigestsAsync(IBlobArea area, string prefix = "")
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await foreach (var entry in area.ListAsync(prefix))
            digests[entry.Name] = Convert.ToHexStringLower(SHA256.HashData((await ReadAsync(area, entry.Name))!));
        return digests;
    }

    private static async Task DropAsync(IBlobArea area, string folder)
    {
        var names = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .OrderBy(name => name.EndsWith("manifest.json", StringComparison.Ordinal))
            .ThenBy(name => name, StringComparer.Ordinal);
        foreach (var name in names)
            await WriteAsync(area, name, await File.ReadAllBytesAsync(Path.Combine(folder, name)));
    }
}
