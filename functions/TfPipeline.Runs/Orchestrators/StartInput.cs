using System.Text.Json;
using Microsoft.DurableTask;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>Reads what an orchestration was started with, whoever started it.</summary>
public static class StartInput
{
    /// <summary>
    /// The input; null where there is none, or where it has not the form of <typeparamref name="T"/>. A body given through Durable's
    /// HTTP API is not checked before this.
    /// </summary>
    public static T? Of<T>(TaskOrchestrationContext context)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            return context.GetInput<T>();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
