// These orchestrators break the rules on purpose.
#pragma warning disable DURABLE0003, DURABLE0004
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Cli.LocalHost;

namespace TfPipeline.Functions.Tests.LocalHost;

[Trait("tier", "unit")]
public sealed class StrictnessTests : IDisposable
{
    private readonly HostFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Theory]
    [InlineData(nameof(Offenders.AwaitsADelay))]
    [InlineData(nameof(Offenders.AwaitsAWorkerThread))]
    [InlineData(nameof(Offenders.AwaitsSomethingThatNeverEnds))]
    [InlineData(nameof(Offenders.LeavesItsThread))]
    [InlineData(nameof(Offenders.AwaitsADelayBesideAnActivity))]
    public async Task Stops_an_orchestrator_that_awaits_something_foreign(string name)
    {
        var fault = await Assert.ThrowsAsync<ForeignAwaitException>(() => fixture.Host(typeof(Offenders)).RunAsync(name, null, "i"));
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_its_context_to_another_thread()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.UsesItsContextElsewhere), null, "i");
        Assert.Equal(typeof(OrchestratorThreadException).FullName, ended.Failure!.Type);
    }

    [Fact]
    public async Task Lets_an_orchestrator_yield_and_combine_its_own_tasks()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.Behaves), null, "i");
        Assert.Equal("14", ended.Result);
    }

    [Fact]
    public async Task Passes_only_what_survives_the_workers_serializer()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.PassesAField), null, "i");
        Assert.Equal("\"kept:\"", ended.Result);
    }

    [Fact]
    public async Task Refuses_an_input_that_is_data_rather_than_names()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.PassesTooMuch), null, "i");
        Assert.Equal(typeof(PayloadTooLongException).FullName, ended.Failure!.Type);
    }

    [Theory]
    [InlineData(2045, false)]
    [InlineData(2046, false)]
    [InlineData(2047, true)]
    public async Task Holds_an_output_to_the_limit(int length, bool isRefused)
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.GetsTooMuch), length, "i");
        Assert.Equal(isRefused, ended.State == InstanceState.Failed);
    }

    [Fact]
    public async Task Tells_a_failed_activity_without_its_values()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.LooksAtAFailure), null, "i");
        Assert.Contains("FormatException", ended.Result, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebediah", await File.ReadAllTextAsync(fixture.Journals.PathOf("i")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_words_of_the_pipelines_own_faults()
    {
        var ended = await fixture.Host(typeof(Offenders)).RunAsync(nameof(Offenders.MeetsOurFault), null, "i");
        Assert.Equal(InstanceState.Failed, ended.State);
        Assert.Contains("row 3, column G", ended.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Square", "1", "Echo", "1")]
    [InlineData("Square", "1", "Square", "2")]
    [InlineData("Square", "1", null, null)]
    [InlineData(null, null, "Square", "1")]
    public void Notices_code_that_does_not_repeat_its_journal(string? journaled, string? journaledInput, string? now, string? nowInput)
    {
        var history = new List<HistoryEvent> { new ExecutionStarted("Changed", null, DateTime.UnixEpoch), new EpisodeStarted(DateTime.UnixEpoch) };
        if (journaled is not null)
            history.Add(new ActivityScheduled(0, journaled, journaledInput));
        history.Add(new EpisodeStarted(DateTime.UnixEpoch));

        async Task<object?> Code(TaskOrchestrationContext context)
        {
            if (now is not null)
                await context.CallActivityAsync<int>(now, int.Parse(nowInput!, System.Globalization.CultureInfo.InvariantCulture));
            return null;
        }

        Assert.Throws<NonDeterministicOrchestrationException>(() => Replay.Run(history, "i", Code, () => { }));
    }

    [Fact]
    public async Task Refuses_a_second_orchestration_under_the_same_id()
    {
        var host = fixture.Host(typeof(Offenders));
        await host.RunAsync(nameof(Offenders.GetsTooMuch), 10, "i");
        await Assert.ThrowsAsync<InstanceMismatchException>(() => host.RunAsync(nameof(Offenders.GetsTooMuch), 11, "i"));
        await Assert.ThrowsAsync<InstanceMismatchException>(() => host.RunAsync(nameof(Offenders.Behaves), 10, "i"));
    }

    [Fact]
    public async Task Refuses_a_function_that_nobody_wrote() =>
        await Assert.ThrowsAsync<UnknownFunctionException>(() => fixture.Host(typeof(Offenders)).RunAsync("Nobody", null, "i"));

    private static class Offenders
    {
        private static readonly int[] Numbers = [1, 2, 3];

        [Function(nameof(AwaitsADelay))]
        public static async Task AwaitsADelay([OrchestrationTrigger] TaskOrchestrationContext context) => await Task.Delay(1);

        [Function(nameof(AwaitsAWorkerThread))]
        public static async Task AwaitsAWorkerThread([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var gate = new ManualResetEventSlim();
            var work = Task.Run(() => gate.Wait());
            _ = context.CurrentUtcDateTime;
            var waiting = work.ContinueWith(static _ => { }, TaskScheduler.Default);
            gate.Set();
            await Task.WhenAll(waiting, new TaskCompletionSource().Task);
        }

        [Function(nameof(AwaitsSomethingThatNeverEnds))]
        public static async Task AwaitsSomethingThatNeverEnds([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await new TaskCompletionSource().Task;

        [Function(nameof(LeavesItsThread))]
        public static async Task LeavesItsThread([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<int>(nameof(SampleActivities.Square), 1).ConfigureAwait(false);
            await context.CallActivityAsync<int>(nameof(SampleActivities.Square), 2);
        }

        [Function(nameof(AwaitsADelayBesideAnActivity))]
        public static async Task AwaitsADelayBesideAnActivity([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var activity = context.CallActivityAsync<int>(nameof(SampleActivities.Square), 1);
            await Task.Delay(1);
            await activity;
        }

        [Function(nameof(UsesItsContextElsewhere))]
        public static Task UsesItsContextElsewhere([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Exception? fault = null;
            var thread = new Thread(() => fault = Record.Exception(() => context.CurrentUtcDateTime));
            thread.Start();
            thread.Join();
            return Task.FromException(fault!);
        }

        [Function(nameof(Behaves))]
        public static async Task<int> Behaves([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await Task.Yield();
            var squares = Numbers.Select(number => context.CallActivityAsync<int>(nameof(SampleActivities.Square), number)).ToList();
            await Task.WhenAny(squares);
            return (await Task.WhenAll(squares)).Sum();
        }

        [Function(nameof(PassesAField))]
        public static async Task<string> PassesAField([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var back = await context.CallActivityAsync<Shape>(nameof(SampleActivities.Echo), new Shape("kept") { Dropped = "dropped" });
            return back.Kept + ":" + back.Dropped;
        }

        [Function(nameof(PassesTooMuch))]
        public static async Task PassesTooMuch([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync(nameof(SampleActivities.Nothing), new string('x', 3000));

        [Function(nameof(GetsTooMuch))]
        public static async Task GetsTooMuch([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<string>(nameof(SampleActivities.TooLong), context.GetInput<int>());

        [Function(nameof(LooksAtAFailure))]
        public static async Task<string> LooksAtAFailure([OrchestrationTrigger] TaskOrchestrationContext context)
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

        [Function(nameof(MeetsOurFault))]
        public static async Task MeetsOurFault([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync(nameof(SampleActivities.FailWithOurs));
    }
}
