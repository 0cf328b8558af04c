using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Runs;

/// <summary>What the link role leaves for the release role: which panel is ready, and for which release.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Release">The release that its references are made for.</param>
public sealed record RunMarker(string RunId, string Release)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Writes the marker; nothing of the run is written after it.</summary>
    public Task WriteAsync(IPipelineStorage storage, CancellationToken cancellationToken) => storage[PipelineContainer.Runs].WriteAsync(
        RunBlobs.Marker(RunId),
        async (stream, token) => await JsonSerializer.SerializeAsync(stream, this, Json, token),
        cancellationToken: cancellationToken);

    /// <summary>Reads a marker by its blob's name; null where there is none.</summary>
    /// <exception cref="RunNameException">It names something that is no run or no release.</exception>
    public static async Task<RunMarker?> FindAsync(IPipelineStorage storage, string blobName, CancellationToken cancellationToken)
    {
        await using var blob = await storage[PipelineContainer.Runs].OpenReadAsync(blobName, cancellationToken);
        if (blob is null)
            return null;

        var marker = await JsonSerializer.DeserializeAsync<RunMarker>(blob.Content, Json, cancellationToken);
        RunName.Require(marker?.RunId, "the run in a marker");
        RunName.Require(marker?.Release, "the release in a marker");
        return marker;
    }
}
