using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.DurableTask;

namespace TfPipeline.Functions.Orchestrators;

/// <summary>Reads what an orchestration was started with, whoever started it.</summary>
internal static class StartInput
{
    /// <summary>True where the input is there and breaks no rule; otherwise the reasons for a refusal, which repeat nothing of it.</summary>
    public static bool TryRead<T>(
        TaskOrchestrationContext context, Func<T?, IReadOnlyList<string>> check, [NotNullWhen(true)] out T? input, out IReadOnlyList<string> refusals)
        where T : class
    {
        try
        {
            input = context.GetInput<T>();
            refusals = check(input);
        }
        catch (JsonException)
        {
            input = null;
            refusals = ["The body has not the form that docs/operations.md shows: a value is of another kind."];
        }

        return refusals.Count == 0 && input is not null;
    }
}
