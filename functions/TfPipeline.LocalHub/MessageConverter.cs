using System.Text;
using System.Text.Json;
using Microsoft.DurableTask;
using TfPipeline.LocalHub.Failures;

namespace TfPipeline.LocalHub;

/// <summary>
/// The round trip that every input and output makes, with the options of the Functions worker, and a limit: messages are names and
/// counts, and anything longer is data in the wrong place.
/// </summary>
public sealed class MessageConverter : DataConverter
{
    /// <summary>The longest message, in bytes of JSON.</summary>
    public const int MaxBytes = 2048;

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>The only one that is needed.</summary>
    public static MessageConverter Instance { get; } = new();

    /// <inheritdoc />
    /// <exception cref="MessageTooLongException">The JSON is over <see cref="MaxBytes"/>.</exception>
    public override string? Serialize(object? value)
    {
        if (value is null)
            return null;
        var json = JsonSerializer.Serialize(value, Options);
        var bytes = Encoding.UTF8.GetByteCount(json);
        return bytes <= MaxBytes ? json : throw new MessageTooLongException(bytes, MaxBytes);
    }

    /// <inheritdoc />
    public override object? Deserialize(string? data, Type targetType) =>
        data is null ? null : JsonSerializer.Deserialize(data, targetType, Options);
}
