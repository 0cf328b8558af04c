using Microsoft.Extensions.Logging;
using TfPipeline.Functions.Stages;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Triggers;

/// <summary>
/// Hands on the blob's name of a message. A message that cannot be read never will be: it is logged once, without its text, and let go.
/// In a poison queue it would otherwise come back every ten minutes until it expires.
/// </summary>
public sealed class BlobMessages(ILogger<BlobMessages> logger)
{
    /// <summary>Calls <paramref name="handle"/> with the blob's name within <paramref name="container"/>, or ends.</summary>
    public Task HandleAsync(string text, PipelineContainer container, Func<string, Task> handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (BlobMessage.NameIn(text, container) is { } name)
            return handle(name);

        logger.MessageLetGo(container);
        return Task.CompletedTask;
    }
}
