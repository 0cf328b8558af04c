using System.Text;
using System.Text.Json;

namespace TfPipeline.Cli.LocalHost;

/// <summary>The round trip that every input and output makes, with the options that the Functions worker uses unless it is told otherwise.</summary>
internal static class Payload
{
    /// <summary>Inputs and outputs are names and counts; anything longer is data in the wrong place.</summary>
    public const int MaxBytes = 2048;

    /// <summary>The task hub refuses a longer custom status (16 KB as UTF-16).</summary>
    public const int MaxStatusBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="PayloadTooLongException">The JSON is over <see cref="MaxBytes"/>.</exception>
    public static string? Write(object? value, string what)
    {
        var json = value is null ? null : JsonSerializer.Serialize(value, Options);
        Check(json is null ? 0 : Encoding.UTF8.GetByteCount(json), MaxBytes, what);
        return json;
    }

    /// <exception cref="PayloadTooLongException">The JSON is over <see cref="MaxStatusBytes"/>.</exception>
    public static string? WriteStatus(object? status)
    {
        var json = status is null ? null : JsonSerializer.Serialize(status, Options);
        Check(2 * (json?.Length ?? 0), MaxStatusBytes, "The custom status");
        return json;
    }

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    public static object? Read(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type, Options);

    private static void Check(int bytes, int limit, string what)
    {
        if (bytes > limit)
            throw new PayloadTooLongException(what, bytes, limit);
    }
}
