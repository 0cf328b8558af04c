using Microsoft.DurableTask;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// Tries a task again as its declared policy says, with durable timers between the attempts, so that a replay sees the same attempts.
/// </summary>
internal static class RetryLoop
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskOptions? options, Func<Task<T>> attempt)
    {
        if (options?.Retry is not { } retry)
            return attempt();

        return RunAsync(context, retry.Policy ?? throw new NotSupportedException("Only declared retry policies are supported here."), attempt);
    }

    /// <summary>
    /// The wait before the attempt after number <paramref name="attempt"/> (1 for the first), or null where there is none: the intervals
    /// grow by the coefficient up to the longest one, and no attempt starts once the policy's time is over.
    /// </summary>
    public static TimeSpan? WaitAfter(RetryPolicy policy, int attempt, TimeSpan sinceFirst)
    {
        if (attempt >= policy.MaxNumberOfAttempts)
            return null;
        if (policy.RetryTimeout != Timeout.InfiniteTimeSpan && sinceFirst >= policy.RetryTimeout)
            return null;

        var grown = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return grown < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(grown) : longest;
    }

    private static async Task<T> RunAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var first = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            TimeSpan wait;
            try
            {
                return await attempt();
            }
            catch (TaskFailedException) when (WaitAfter(policy, number, context.CurrentUtcDateTime - first) is { } some)
            {
                wait = some;
            }

            await context.CreateTimer(wait, CancellationToken.None);
        }
    }
}
