using System.Globalization;
using Microsoft.DurableTask;

namespace TfPipeline.Runs.Failures;

/// <summary>
/// A fault in words that may enter a history, a log or a terminal: the pipeline's own exceptions carry place, limit and remedy and
/// never a value, so their messages stay; of every other fault only the type is told, and of input and output the code.
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
            SafeFailureException known => known.Failure,
            TaskFailedException task => new SafeFailure(task.FailureDetails.ErrorType, $"{task.TaskName}: {task.FailureDetails.ErrorMessage}"),
            _ when IsOurs(fault) => new SafeFailure(fault.GetType().FullName!, fault.Message.ReplaceLineEndings(" ")),
            _ => new SafeFailure(fault.GetType().FullName!, Describe(fault)),
        };
    }

    /// <summary>A fault of which nothing but its type is known. Text that is no type's name is not repeated.</summary>
    public static SafeFailure OfType(string type)
    {
        var known = type.Length <= 200 && type.All(one => char.IsAsciiLetterOrDigit(one) || one is '.' or '+' or '_' or '`') ? type : "an unknown fault";
        return new SafeFailure(known, Withheld(known[(known.LastIndexOf('.') + 1)..]));
    }

    private static bool IsOurs(Exception fault) =>
        fault.GetType().Namespace?.StartsWith("TfPipeline.", StringComparison.Ordinal) == true;

    private static string Describe(Exception fault) => fault switch
    {
        IOException io => string.Create(
            CultureInfo.InvariantCulture, $"Reading or writing failed ({io.GetType().Name}, code {io.HResult:x8})."),
        OutOfMemoryException => "There was not enough memory.",
        _ => Withheld(fault.GetType().Name),
    };

    private static string Withheld(string type) => $"Stopped by {type}; its message is withheld because it may hold data.";
}
