using System.Collections.Concurrent;
using DurableTask.Core;
using Microsoft.DurableTask;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;

namespace TfPipeline.LocalHub.Tests;

/// <summary>What an orchestrator may not do ends in a sentence, not in silence.</summary>
[Trait("tier", "unit")]
public sealed class StrictnessTests : IAsyncLifetime
{
    private readonly HubFixture fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await fixture.EndAsync();

    [Theory]
    [InlineData(nameof(Offenders.AwaitsADelay))]
    [InlineData(nameof(Offenders.AwaitsAWorkerThread))]
    [InlineData(nameof(Offenders.AwaitsSomethingThatNeverEnds))]
    [InlineData(nameof(Offenders.LeavesItsThread))]
    [InlineData(nameof(Offenders.AwaitsADelayBesideAnActivity))]
    [InlineData(nameof(Offenders.AwaitsADelayBesideAnEvent))]
    public async Task Fails_an_orchestration_that_awaits_something_foreign(string name)
    {
        var ended = await RunAsync(name);
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal(typeof(ForeignAwaitException).FullName, ended.FailureDetails.ErrorType);
        Assert.Contains($"Orchestrator {name} awaits something", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_its_context_to_another_thread()
    {
        var ended = await RunAsync(nameof(Offenders.UsesItsContextElsewhere));
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains(nameof(Offenders.UsesItsContextElsewhere), ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_an_orchestrator_yield_and_combine_its_own_tasks() => Assert.Equal("14", (await RunAsync(nameof(Offenders.Behaves))).Output);

    [Fact]
    public async Task Passes_only_what_survives_the_workers_serializer() => Assert.Equal("\"kept:\"", (await RunAsync(nameof(Offenders.PassesAField))).Output);

    [Fact]
    public async Task Refuses_an_input_that_is_data_rather_than_names() =>
        Assert.Equal(typeof(MessageTooLongException).FullName, (await RunAsync(nameof(Offenders.PassesTooMuch))).FailureDetails.ErrorType);

    [Theory]
    [InlineData(2045, false)]
    [InlineData(2046, false)]
    [InlineData(2047, true)]
    public async Task Holds_an_output_to_the_limit(int length, bool isRefused) =>
        Assert.Equal(isRefused, (await RunAsync(nameof(Offenders.GetsTooMuch), length)).OrchestrationStatus == OrchestrationStatus.Failed);

    [Fact]
    public async Task Tells_a_failed_activity_without_its_values()
    {
        var ended = await RunAsync(nameof(Offenders.LooksAtAFailure));
        Assert.Contains("FormatException", ended.Output, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(fixture.Folder))
            Assert.DoesNotContain("Zebediah", await ReadSharedAsync(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_words_of_the_pipelines_own_faults()
    {
        var ended = await RunAsync(nameof(Offenders.MeetsOurFault));
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains("row 3, column G", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fails_code_that_does_not_repeat_its_history()
    {
        var build = 0;
        var functions = new HubFunctions().WithActivities(fixture.Done).Orchestrator<object?, int>("Changed", async context =>
        {
            var first = await context.CallActivityAsync<int>(Interlocked.Increment(ref build) == 1 ? nameof(SampleActivities.Square) : nameof(SampleActivities.FailTwice), 1);
            return first;
        });
        var ended = await (await fixture.HubAsync(functions: functions)).RunAsync("Changed", null, "i");
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains("NonDeterministic", ended.FailureDetails.ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_no_type_but_the_engines_out_of_a_history() => Assert.Throws<HubDamagedException>(
        () => HistoryJson.ReadEvent("{\"$type\":\"System.Diagnostics.Process, System.Diagnostics.Process\",\"EventId\":1}"));

    private async Task<OrchestrationState> RunAsync(string name, object? input = null) =>
        await (await fixture.HubAsync(functions: Offenders.All(fixture.Done))).RunAsync(name, input, "i");

    private static async Task<string> ReadSharedAsync(string file)
    {
        if (file.EndsWith(".owner", StringComparison.Ordinal))
            return string.Empty;
        await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(open);
        return await reader.ReadToEndAsync();
    }

    private static class Offenders
    {
        // A delay of milliseconds may be over before it is awaited, and then nothing is awaited.
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
        private static readonly int[] Numbers = [1, 2, 3];

        public static HubFunctions All(ConcurrentQueue<string> done) => new HubFunctions()
            .WithActivities(done)
            .Orchestrator<object?>(nameof(AwaitsADelay), AwaitsADelay)
            .Orchestrator<object?>(nameof(AwaitsAWorkerThread), AwaitsAWorkerThread)
            .Orchestrator<object?>(nameof(AwaitsSomethingThatNeverEnds), AwaitsSomethingThatNeverEnds)
            .Orchestrator<object?>(nameof(LeavesItsThread), LeavesItsThread)
            .Orchestrator<object?>(nameof(AwaitsADelayBesideAnActivity), AwaitsADelayBesideAnActivity)
            .Orchestrator<object?>(nameof(AwaitsADelayBesideAnEvent), AwaitsADelayBesideAnEvent)
            .Orchestrator<object?>(nameof(UsesItsContextElsewhere), UsesItsContextElsewhere)
            .Orchestrator<object?, int>(nameof(Behaves), Behaves)
            .Orchestrator<object?, string>(nameof(PassesAField), PassesAField)
            .Orchestrator<object?>(nameof(PassesTooMuch), PassesTooMuch)
            .Orchestrator<int>(nameof(GetsTooMuch), GetsTooMuch)
            .Orchestrator<object?, string>(nameof(LooksAtAFailure), LooksAtAFailure)
            .Orchestrator<object?>(nameof(MeetsOurFault), MeetsOurFault);

        public static async Task AwaitsADelay(TaskOrchestrationContext context) => await Task.Delay(Delay);

        public static async Task AwaitsAWorkerThread(TaskOrchestrationContext context)
        {
            using var gate = new ManualResetEventSlim();
            var work = Task.Run(() => gate.Wait());
            _ = context.CurrentUtcDateTime;
            var waiting = work.ContinueWith(static _ => { }, TaskScheduler.Default);
            gate.Set();
            await Task.WhenAll(waiting, new TaskCompletionSource().Task);
        }

        public static async Task AwaitsSomethingThatNeverEnds(TaskOrchestrationContext context) =>
            await new TaskCompletionSource().Task;

        public static async Task LeavesItsThread(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(SampleActivities.Square), 1).ConfigureAwait(false);
            await context.CallActivityAsync<int>(nameof(SampleActivities.Square), 2);
        }

        public static async Task AwaitsADelayBesideAnActivity(TaskOrchestrationContext context)
        {
            var activity = context.CallActivityAsync<int>(nameof(SampleActivities.Square), 1);
            await Task.Delay(Delay);
            await activity;
        }

        public static Task AwaitsADelayBesideAnEvent(TaskOrchestrationContext context) =>
            Task.WhenAll(context.WaitForExternalEvent<int>("never"), Delayed());

        private static async Task Delayed() => await Task.Delay(Delay);

        public static Task UsesItsContextElsewhere(TaskOrchestrationContext context)
        {
            Exception? fault = null;
            var thread = new Thread(() => fault = Record.Exception(() => context.CurrentUtcDateTime));
            thread.Start();
            thread.Join();
            return Task.FromException(fault!);
        }

        public static async Task<int> Behaves(TaskOrchestrationContext context)
        {
            await Task.Yield();
            var squares = Numbers.Select(number => context.CallActivityAsync<int>(nameof(SampleActivities.Square), number)).ToList();
            await Task.WhenAny(squares);
            return (await Task.WhenAll(squares)).Sum();
        }

        public static async Task<string> PassesAField(TaskOrchestrationContext context)
        {
            var back = await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape("kept") { Dropped = "dropped" });
            return back.Kept + ":" + back.Dropped;
        }

        public static async Task PassesTooMuch(TaskOrchestrationContext context) =>
            await context.CallActivityAsync(nameof(SampleActivities.Nothing), new string('x', 3000));

        public static async Task GetsTooMuch(TaskOrchestrationContext context) =>
            await context.CallActivityAsync<string>(nameof(SampleActivities.TooLong), context.GetInput<int>());

        public static async Task<string> LooksAtAFailure(TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync(nameof(SampleActivities.FailWithValue), "input");
                return "none";
            }
            catch (TaskFailedException failed)
            {
                return failed.ToString();
            }
        }

        public static async Task MeetsOurFault(TaskOrchestrationContext context) =>
            await context.CallActivityAsync(nameof(SampleActivities.FailWithOurs));
    }
}
