using System.Globalization;
using System.Text.Json;
using Azure;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Functions.Failures;

/// <summary>
/// Faults as they reach the worker's middleware. The Durable Task extension wraps a fault of an activity, and one of the binding of its
/// input, in an exception whose message is the failure as JSON: type, message, stack.
/// </summary>
internal static class FunctionFaults
{
    /// <summary>True where the guard within an activity has put the fault into words without a value.</summary>
    public static bool IsGuarded(Exception fault) =>
        fault is SafeFailureException || string.Equals(WrappedType(fault), typeof(SafeFailureException).FullName, StringComparison.Ordinal);

    /// <summary>Words without a value. Of a wrapped fault the type alone is told.</summary>
    public static SafeFailure Describe(Exception fault) => fault switch
    {
        AggregateException { InnerException: { } first } => Describe(first),
        RequestFailedException storage => new SafeFailure(typeof(RequestFailedException).FullName!, string.Create(
            CultureInfo.InvariantCulture, $"A storage or vault request failed with status {storage.Status}.")),
        _ when WrappedType(fault) is { } type => SafeFailure.OfType(type),
        _ => SafeFailure.Of(fault),
    };

    private static string? WrappedType(Exception fault)
    {
        if (!fault.Message.StartsWith('{'))
            return null;

        try
        {
            using var details = JsonDocument.Parse(fault.Message);
            return details.RootElement.TryGetProperty("errorType", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
