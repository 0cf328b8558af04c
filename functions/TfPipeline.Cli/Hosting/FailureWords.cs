using System.Text.RegularExpressions;
using DurableTask.Core;

namespace TfPipeline.Cli.Hosting;

/// <summary>Why an orchestration failed: who failed in whom, and the words of the first fault.</summary>
internal static partial class FailureWords
{
    /// <summary>Like "DepartmentRun: CompareDelivery: Reading or writing failed"; the engine's own sentence names every level again.</summary>
    public static string Of(OrchestrationState state)
    {
        if (state.FailureDetails is not { } details)
            return state.OrchestrationStatus == OrchestrationStatus.Terminated ? "It was terminated" : "No reason is known";

        var words = string.Empty;
        for (var level = details; ; level = level.InnerFailure)
        {
            var task = TaskName().Match(level.ErrorMessage);
            if (!task.Success || level.InnerFailure is null)
                return words + level.ErrorMessage;
            words += task.Groups["task"].Value + ": ";
        }
    }

    [GeneratedRegex(@"^Task '(?<task>\w+)' \(#-?\d+\) failed with an unhandled exception", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TaskName();
}
