using System.Globalization;
using Azure;
using Microsoft.DurableTask;

namespace TfPipeline.Functions.Failures;

/// <summary>
/// A fault in words that may enter a history, a log or a terminal: the pipeline's own exceptions carry place, limit and remedy and
/// never a value, so their messages stay; of every other fault only the type and, where there is one, a status number is told.
/// </summary>
/// <param name="Type">The full name of the exception's type.</param>
/// <param name="Message">Words without a value and without outside text.</param>
public sealed record SafeFailure(string Type, string Message)
{
    /// <summary>Describes a fault. Of an aggregate its first cause is told.</summary>
    public static SafeFailure Of(Exception fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return fault switch
        {
            AggregateException { InnerException: { } first } => Of(first),
            TaskFailedException task => new SafeFailure(task.FailureDetails.ErrorType, $"{task.TaskName}: {task.FailureDetails.ErrorMessage}"),
            _ when IsOurs(fault) => new SafeFailure(fault.GetType().FullName!, fault.Message.ReplaceLineEndings(" ")),
            _ => new SafeFailure(fault.GetType().FullName!, Describe(fault)),
        };
    }

    private static bool IsOurs(Exception fault) =>
        fault.GetType().Namespace?.StartsWith("TfPipeline.", StringComparison.Ordinal) == true;

    private static string Describe(Exception fault) => fault switch
    {
        RequestFailedException storage => string.Create(
            CultureInfo.InvariantCulture, $"A storage or vault request failed with status {storage.Status}."),
        IOException io => string.Create(
            CultureInfo.InvariantCulture, $"Reading or writing failed ({io.GetType().Name}, code {io.HResult:x8})."),
        OutOfMemoryException => "There was not enough memory.",
        _ => $"Stopped by {fault.GetType().Name}; its message is withheld because it may hold data.",
    };
}
