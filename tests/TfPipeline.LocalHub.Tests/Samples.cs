using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.DurableTask;

namespace TfPipeline.LocalHub.Tests;

/// <summary>Orchestrators for tests of the host.</summary>
internal static class Samples
{
    public static HubFunctions All(ConcurrentQueue<string> done) => new HubFunctions()
        .WithActivities(done)
        .Orchestrator<int, int>(nameof(SquaresMany), SquaresMany)
        .Orchestrator<object?, int>(nameof(TriesThreeTimes), TriesThreeTimes)
        .Orchestrator<object?, int>(nameof(TriesTwice), TriesTwice)
        .Orchestrator<object?, string>(nameof(RacesTimers), RacesTimers)
        .Orchestrator<object?, int[]>(nameof(WaitsForTwo), WaitsForTwo)
        .Orchestrator<object?, int>(nameof(WaitsForOne), WaitsForOne)
        .Orchestrator<string>(nameof(Sends), Sends)
        .Orchestrator<int, string>(nameof(Parent), Parent)
        .Orchestrator<int, int>(nameof(Child), Child)
        .Orchestrator<int, int>(nameof(CountsDown), CountsDown)
        .Orchestrator<object?>(nameof(Reports), Reports)
        .Orchestrator<object?>(nameof(LooksAtClockAndGuids), LooksAtClockAndGuids)
        .Orchestrator<object?>(nameof(Sleeps), Sleeps)
        .Orchestrator<int>(nameof(Crowds), Crowds);

    public static async Task<int> SquaresMany(TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var number = 0; number < context.GetInput<int>(); number++)
            sum += await context.CallActivityAsync<int>(nameof(SampleActivities.Square), number);
        return sum;
    }

    public static Task<int> TriesThreeTimes(TaskOrchestrationContext context) => Try(context, 3);

    public static Task<int> TriesTwice(TaskOrchestrationContext context) => Try(context, 2);

    public static async Task<string> RacesTimers(TaskOrchestrationContext context)
    {
        using var cancel = new CancellationTokenSource();
        var never = context.CreateTimer(context.CurrentUtcDateTime.AddDays(400), cancel.Token);
        await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
        cancel.Cancel();
        return never.IsCanceled ? "cancelled" : "open";
    }

    public static async Task<int[]> WaitsForTwo(TaskOrchestrationContext context)
    {
        var first = await context.WaitForExternalEvent<int>("first");
        return [first, await context.WaitForExternalEvent<int>("second")];
    }

    public static Task<int> WaitsForOne(TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("go");

    public static async Task Sends(TaskOrchestrationContext context)
    {
        context.SendEvent(context.GetInput<string>()!, "go", 41);
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
    }

    public static async Task<string> Parent(TaskOrchestrationContext context)
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

    public static async Task<int> Child(TaskOrchestrationContext context)
    {
        var input = context.GetInput<int>();
        if (input < 0)
            await context.CallActivityAsync(nameof(SampleActivities.FailWithOurs));
        var square = await context.CallActivityAsync<int>(nameof(SampleActivities.Square), input);
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        return square;
    }

    public static async Task<int> CountsDown(TaskOrchestrationContext context)
    {
        var left = context.GetInput<int>();
        if (left == 0)
            return await context.WaitForExternalEvent<int>("go");

        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.ContinueAsNew(left - 1);
        return -1;
    }

    public static async Task Reports(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.SetCustomStatus("half");
        await context.CallActivityAsync(nameof(SampleActivities.Nothing));
        context.SetCustomStatus("all");
    }

    public static async Task LooksAtClockAndGuids(TaskOrchestrationContext context)
    {
        // Were any of these different in a replay, the next one would find another input than the journal holds.
        await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape(context.NewGuid().ToString()));
        await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
        await context.CallActivityAsync<Shape>(
            nameof(SampleActivities.Echo), new Shape(context.CurrentUtcDateTime.ToString("O", CultureInfo.InvariantCulture)));
        await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape(context.NewGuid().ToString()));
    }

    public static Task Sleeps(TaskOrchestrationContext context) => context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);

    public static Task Crowds(TaskOrchestrationContext context) => Task.WhenAll(
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
