using System.Collections.Concurrent;
using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.LocalHub.Tests;

/// <summary>Makes functions of a hub out of methods.</summary>
internal static class SampleFunctions
{
    public static HubFunctions Orchestrator<TInput, TOutput>(this HubFunctions functions, string name, Func<TaskOrchestrationContext, Task<TOutput>> code) =>
        functions.AddOrchestrator(name, () => new SampleOrchestrator<TInput, TOutput>(code));

    public static HubFunctions Orchestrator<TInput>(this HubFunctions functions, string name, Func<TaskOrchestrationContext, Task> code) =>
        functions.Orchestrator<TInput, object?>(name, async context =>
        {
            await code(context);
            return null;
        });

    public static HubFunctions Activity<TInput, TOutput>(this HubFunctions functions, string name, Func<TInput, Task<TOutput>> work) =>
        functions.Activity<TInput, TOutput>(name, (input, _) => work(input));

    public static HubFunctions Activity<TInput, TOutput>(this HubFunctions functions, string name, Func<TInput, CancellationToken, Task<TOutput>> work) =>
        functions.AddActivity(name, stop => new SampleActivity<TInput, TOutput>(work, stop));

    public static HubFunctions Activity<TInput>(this HubFunctions functions, string name, Func<TInput, Task> work) =>
        functions.Activity<TInput, object?>(name, async (input, _) =>
        {
            await work(input);
            return null;
        });

    public static HubFunctions WithActivities(this HubFunctions functions, ConcurrentQueue<string> done)
    {
        var samples = new SampleActivities(done);
        return functions
            .Activity<int, int>(nameof(samples.Square), samples.Square)
            .Activity<Shape, Shape>(nameof(SampleActivities.Echo), SampleActivities.Echo)
            .Activity<string>(nameof(SampleActivities.FailWithValue), SampleActivities.FailWithValue)
            .Activity<string?>(nameof(SampleActivities.FailWithOurs), SampleActivities.FailWithOurs)
            .Activity<string?, int>(nameof(samples.FailTwice), samples.FailTwice)
            .Activity<int, string>(nameof(SampleActivities.TooLong), SampleActivities.TooLong)
            .Activity<int>(nameof(SampleActivities.Crowd), SampleActivities.Crowd)
            .Activity<string?>(nameof(samples.Nothing), samples.Nothing);
    }

    private sealed class SampleOrchestrator<TInput, TOutput>(Func<TaskOrchestrationContext, Task<TOutput>> code) : TaskOrchestrator<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input) => code(context);
    }

    private sealed class SampleActivity<TInput, TOutput>(Func<TInput, CancellationToken, Task<TOutput>> work, CancellationToken stop) : TaskActivity<TInput, TOutput>
    {
        public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => new Guarded(work).RunAsync(input, stop);

        private sealed class Guarded(Func<TInput, CancellationToken, Task<TOutput>> work) : GuardedActivity<TInput, TOutput>
        {
            protected override Task<TOutput> StepAsync(TInput input, CancellationToken cancellationToken) => work(input, cancellationToken);
        }
    }
}
