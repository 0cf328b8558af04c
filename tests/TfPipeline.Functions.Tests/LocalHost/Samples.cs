using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TfPipeline.Functions.Tests.LocalHost;

/// <summary>Orchestrators for tests of the host.</summary>
internal static class Samples
{
    [Function(nameof(SquaresMany))]
    public static async Task<int> SquaresMany([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var number = 0; number < context.GetInput<int>(); number++)
            sum += await context.CallActivityAsync<int>(nameof(SampleActivities.Square), number);
        return sum;
    }

    [Function(nameof(TriesThreeTimes))]
    public static Task<int> TriesThreeTimes([OrchestrationTrigger] TaskOrchestrationContext context) => Try(context, 3);

    [Function(nameof(TriesTwice))]
    public static Task<int> TriesTwice([OrchestrationTrigger] TaskOrchestrationContext context) => Try(context, 2);

    [Function(nameof(RacesTimers))]
    public static async Task<string> RacesTimers([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        using var cancel = new CancellationTokenSource();
        var never = context.CreateTimer(context.CurrentUtcDateTime.AddDays(400), cancel.Token);
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        cancel.Cancel();
        return never.IsCanceled ? "cancelled" : "open";
    }

    [Function(nameof(WaitsForTwo))]
    public static async Task<int[]> WaitsForTwo([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var first = await context.WaitForExternalEvent<int>("first");
        return [first, await context.WaitForExternalEvent<int>("second")];
    }

    [Function(nameof(WaitsForOne))]
    public static Task<int> WaitsForOne([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("go");

    [Function(nameof(Sends))]
    public static async Task Sends([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        context.SendEvent(context.GetInput<string>()!, "go", 41);
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
    }

    [Function(nameof(Parent))]
    public static async Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var square = await context.CallSubOrchestratorAsync<int>(
            nameof(Child), context.GetInput<int>(), new SubOrchestrationOptions(retry: null, instanceId: context.InstanceId + ".child"));
        try
        {
            await context.CallSubOrchestratorAsync<int>(nameof(Child), -1);
            return "no failure";
        }
        catch (TaskFailedException failed)
        {
            var words = failed.FailureDetails.ErrorMessage;
            return string.Create(CultureInfo.InvariantCulture, $"{square} and then {words[words.IndexOf("row", StringComparison.Ordinal)..][..15]}");
        }
    }

    [Function(nameof(Child))]
    public static async Task<int> Child([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<int>();
        if (input < 0)
            await context.CallActivityAsync(nameof(SampleActivities.FailWithOurs));
        var square = await context.CallActivityAsync<int>(nameof(SampleActivities.Square), input);
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        return square;
    }

    [Function(nameof(CountsDown))]
    public static async Task<int> CountsDown([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var left = context.GetInput<int>();
        if (left == 0)
            return await context.WaitForExternalEvent<int>("go");

        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.ContinueAsNew(left - 1);
        return -1;
    }

    [Function(nameof(Reports))]
    public static async Task Reports([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.SetCustomStatus("half");
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.SetCustomStatus("all");
    }

    [Function(nameof(LooksAtClockAndGuids))]
    public static async Task LooksAtClockAndGuids([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        // Were any of these different in a replay, the next one would find another input than the journal holds.
        await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape(context.NewGuid().ToString()));
        await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
        await context.CallActivityAsync<Shape>(
            nameof(SampleActivities.Echo), new Shape(context.CurrentUtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape(context.NewGuid().ToString()));
    }

    [Function(nameof(Crowds))]
    public static Task Crowds([OrchestrationTrigger] TaskOrchestrationContext context) => Task.WhenAll(
        Enumerable.Range(0, context.GetInput<int>()).Select(number => context.CallActivityAsync(nameof(SampleActivities.Crowd), number)));

    private static Task<int> Try(TaskOrchestrationContext context, int attempts) => context.CallActivityAsync<int>(
        nameof(SampleActivities.FailTwice), null, TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, TimeSpan.FromSeconds(10), 2)));
}

/// <summary>Counts how many activities are inside at once.</summary>
internal static class SampleGate
{
    private static int inside;
    private static int most;

    public static int Most => most;

    public static void Reset() => inside = most = 0;

    public static async Task PassAsync()
    {
        var now = Interlocked.Increment(ref inside);
        InterlockedMax(now);
        for (var turn = 0; turn < 20; turn++)
            await Task.Yield();
        Interlocked.Decrement(ref inside);
    }

    private static void InterlockedMax(int value)
    {
        for (var seen = most; value > seen && Interlocked.CompareExchange(ref most, value, seen) != seen;)
            seen = most;
    }
}
