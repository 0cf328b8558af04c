using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Decisions;

/// <summary>Small JSON blobs of decisions: read whole, and never larger than a person would write.</summary>
internal static class SmallJson
{
    /// <summary>Bytes of the longest that is read.</summary>
    public const int Longest = 16_384;

    /// <summary>The blob's content; null where there is none, or where it is too long or has another form.</summary>
    public static async Task<T?> ReadAsync<T>(IBlobArea area, string name, CancellationToken cancellationToken)
        where T : class
    {
        await using var blob = await area.OpenReadAsync(name, cancellationToken);
        if (blob is null || blob.Entry.Length > Longest)
            return null;
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(blob.Content, ReleaseJson.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Task<WriteOutcome> WriteAsync<T>(IBlobArea area, string name, T value, WriteCondition condition, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, ReleaseJson.Options);
        return area.WriteAsync(name, (stream, token) => stream.WriteAsync(bytes, token).AsTask(), condition, cancellationToken);
    }
}
