using System.Globalization;
using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Core.Retention;

/// <summary>What a sweep leaves in the audit area: kinds, counts and times, no value and no name.</summary>
internal static class AuditLine
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the line of a sweep at this time.</summary>
    /// <param name="storage">Where the audit area is.</param>
    /// <param name="now">The time, which names the line.</param>
    /// <param name="ending">Parts the lines of sweeps at one time; empty for the sweep of raw identifiers.</param>
    /// <param name="line">What it says.</param>
    /// <param name="cancellationToken">Stops before it is written.</param>
    public static Task WriteAsync<T>(IPipelineStorage storage, DateTimeOffset now, string ending, T line, CancellationToken cancellationToken) =>
        storage[PipelineContainer.Audit].WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"retention/{now.UtcDateTime:yyyy-MM-dd'T'HHmmss'Z'}{ending}.json"),
            async (stream, token) => await JsonSerializer.SerializeAsync(stream, line, Json, token),
            cancellationToken: cancellationToken);
}
