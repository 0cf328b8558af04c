using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>Reads the messages that name a blob: events of the storage account, and what the blob trigger leaves in its poison queue.</summary>
public static class BlobMessage
{
    /// <summary>The name of the blob within its container; null where the message is none of these, or is about something else.</summary>
    /// <param name="text">An event in the Event Grid or the CloudEvents schema, or a poison message of the blob trigger.</param>
    /// <param name="container">The container that the message must be about.</param>
    public static string? NameIn(string text, PipelineContainer container)
    {
        try
        {
            using var message = JsonDocument.Parse(text);
            var expected = container.BlobContainerName();
            return (FromEvent(message.RootElement, expected) ?? FromPoison(message.RootElement, expected)) is { Length: > 0 } name ? name : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FromEvent(JsonElement message, string container)
    {
        var start = $"/blobServices/default/containers/{container}/blobs/";
        return Text(message, "subject") is { } subject && subject.StartsWith(start, StringComparison.Ordinal) ? subject[start.Length..] : null;
    }

    private static string? FromPoison(JsonElement message, string container) =>
        string.Equals(Text(message, "ContainerName"), container, StringComparison.Ordinal) ? Text(message, "BlobName") : null;

    private static string? Text(JsonElement message, string property) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
