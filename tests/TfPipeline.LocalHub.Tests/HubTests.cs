using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.Data.Sqlite;
using TfPipeline.LocalHub.Failures;
using TfPipeline.LocalHub.Store;
using TfPipeline.Runs.Failures;

namespace TfPipeline.LocalHub.Tests;

/// <summary>The engine over the store: what Durable Task promises, it keeps here.</summary>
[Trait("tier", "unit")]
public sealed class HubTests : IAsyncLifetime
{
    private readonly HubFixture fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await fixture.EndAsync();

    [Fact]
    public async Task Tries_again_as_the_policy_says_and_waits_longer_each_time()
    {
        var hub = await fixture.HubAsync();
        var ended = await hub.RunAsync(nameof(Samples.TriesThreeTimes), null, "i");
        Assert.Equal("3", ended.Output);
        Assert.Equal([10, 20], (await HistoryAsync(hub, "i")).OfType<TimerCreatedEvent>().Select(timer => (int)Math.Round((timer.FireAt - timer.Timestamp).TotalSeconds)));
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt()
    {
        var ended = await (await fixture.HubAsync()).RunAsync(nameof(Samples.TriesTwice), null, "i");
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal(typeof(SafeFailureException).FullName, ended.FailureDetails.InnerFailure!.ErrorType);
        Assert.Contains("Reading or writing failed (IOException", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(2, fixture.Done.Count);
    }

    [Fact]
    public async Task Fires_a_timer_and_leaves_a_cancelled_one()
    {
        var ended = await (await fixture.HubAsync()).RunAsync(nameof(Samples.RacesTimers), null, "i");
        Assert.Equal("\"cancelled\"", ended.Output);
    }

    [Fact]
    public async Task Takes_an_event_that_came_before_the_wait_and_one_that_comes_after()
    {
        var hub = await fixture.HubAsync();
        await hub.Runs.BeginAsync(nameof(Samples.WaitsForTwo), null, "i", again: false);
        await hub.Runs.RaiseEventAsync("i", "second", 2);
        await hub.Runs.RaiseEventAsync("i", "FIRST", 1);
        Assert.Equal("[1,2]", (await hub.RunAsync(nameof(Samples.WaitsForTwo), null, "i")).Output);
        await hub.Runs.RaiseEventAsync("i", "first", 3);
        await hub.Runs.RaiseEventAsync("nobody", "first", 3);
    }

    [Fact]
    public async Task Runs_another_orchestration_and_hears_of_its_failure()
    {
        var hub = await fixture.HubAsync();
        var ended = await hub.RunAsync(nameof(Samples.Parent), 3, "i");
        Assert.Equal("\"9 and then row 3, column G\"", ended.Output);
        var child = await hub.Runs.FindAsync("i.child");
        Assert.Equal(("9", "i"), (child!.Output, child.ParentInstance.OrchestrationInstance.InstanceId));
    }

    [Fact]
    public async Task Tells_a_caller_that_the_id_of_its_orchestration_is_in_use()
    {
        var hub = await fixture.HubAsync();
        await hub.Runs.BeginAsync(nameof(Samples.WaitsForOne), null, "i.child", again: false);
        var ended = await hub.RunAsync(nameof(Samples.Parent), 3, "i");
        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains("Run i.child was started by another command", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sends_an_event_to_another_orchestration_once()
    {
        var hub = await fixture.HubAsync();
        await hub.Runs.BeginAsync(nameof(Samples.WaitsForOne), null, "receiver", again: false);
        await hub.RunAsync(nameof(Samples.Sends), "receiver", "sender");
        Assert.Equal("41", (await hub.RunAsync(nameof(Samples.WaitsForOne), null, "receiver")).Output);
        Assert.Single((await HistoryAsync(hub, "receiver")).OfType<EventRaisedEvent>());
    }

    [Fact]
    public async Task Starts_over_with_a_new_input_and_keeps_what_nobody_has_read()
    {
        var hub = await fixture.HubAsync();
        await hub.Runs.BeginAsync(nameof(Samples.CountsDown), "3", "i", again: false);
        await hub.Runs.RaiseEventAsync("i", "go", 7);
        Assert.Equal("7", (await hub.RunAsync(nameof(Samples.CountsDown), 3, "i", again: false, CancellationToken.None)).Output);
        Assert.Equal("0", (await HistoryAsync(hub, "i")).OfType<ExecutionStartedEvent>().Single().Input);
    }

    [Fact]
    public async Task Shows_the_custom_status()
    {
        var ended = await (await fixture.HubAsync()).RunAsync(nameof(Samples.Reports), null, "i");
        Assert.Equal("\"all\"", ended.Status);
    }

    [Fact]
    public async Task Sees_the_same_clock_and_the_same_guids_in_each_replay()
    {
        var ended = await (await fixture.HubAsync()).RunAsync(nameof(Samples.LooksAtClockAndGuids), null, "i");
        Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus);
    }

    [Fact]
    public async Task Does_not_run_a_completed_orchestration_again_unless_asked()
    {
        var hub = await fixture.HubAsync();
        await hub.RunAsync(nameof(Samples.SquaresMany), 3, "i");
        await hub.RunAsync(nameof(Samples.SquaresMany), 3, "i");
        Assert.Equal(3, fixture.Done.Count);
        await hub.RunAsync(nameof(Samples.SquaresMany), 3, "i", again: true);
        Assert.Equal(6, fixture.Done.Count);
    }

    [Fact]
    public async Task Starts_a_failed_orchestration_afresh()
    {
        var hub = await fixture.HubAsync();
        Assert.Equal(OrchestrationStatus.Failed, (await hub.RunAsync(nameof(Samples.TriesTwice), null, "i")).OrchestrationStatus);
        Assert.Equal(OrchestrationStatus.Completed, (await hub.RunAsync(nameof(Samples.TriesTwice), null, "i")).OrchestrationStatus);
    }

    [Fact]
    public async Task Refuses_a_second_orchestration_under_the_same_id()
    {
        var hub = await fixture.HubAsync();
        await hub.RunAsync(nameof(Samples.SquaresMany), 3, "i");
        await Assert.ThrowsAsync<InstanceMismatchException>(() => hub.RunAsync(nameof(Samples.SquaresMany), 4, "i"));
        await Assert.ThrowsAsync<InstanceMismatchException>(() => hub.RunAsync(nameof(Samples.Parent), 3, "i"));
    }

    [Fact]
    public async Task Stops_when_asked_and_goes_on_later()
    {
        using var stop = new CancellationTokenSource();
        var first = await fixture.HubAsync();
        var run = first.RunAsync(nameof(Samples.WaitsForOne), null, "i", cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await first.Runs.RaiseEventAsync("i", "go", 5);
        await first.DisposeAsync();

        Assert.Equal("5", (await (await fixture.HubAsync()).RunAsync(nameof(Samples.WaitsForOne), null, "i")).Output);
    }

    [Fact]
    public async Task Gives_an_activity_that_it_stopped_to_whoever_works_next()
    {
        var entered = new TaskCompletionSource();
        var functions = new HubFunctions()
            .Orchestrator<object?, int>("Waits", context => context.CallActivityAsync<int>("Slow"))
            .Activity<object?, int>("Slow", async (_, stop) =>
            {
                var stopped = new TaskCompletionSource<int>();
                await using var registration = stop.Register(() => stopped.TrySetCanceled(stop));
                entered.TrySetResult();
                return await stopped.Task;
            });
        var first = await fixture.HubAsync(functions: functions);
        await first.Runs.BeginAsync("Waits", null, "i", again: false);
        await entered.Task;
        await first.DisposeAsync();

        var second = await fixture.HubAsync(functions: new HubFunctions()
            .Orchestrator<object?, int>("Waits", context => context.CallActivityAsync<int>("Slow"))
            .Activity<object?, int>("Slow", _ => Task.FromResult(2)));
        Assert.Equal("2", (await second.RunAsync("Waits", null, "i")).Output);
        Assert.Empty((await HistoryAsync(second, "i")).OfType<TaskFailedEvent>());
    }

    [Fact]
    public async Task Keeps_a_timer_over_a_restart()
    {
        var patient = new HubOptions { Poll = TimeSpan.FromMilliseconds(20) };
        var first = await fixture.HubAsync(patient);
        await first.Runs.BeginAsync(nameof(Samples.Sleeps), null, "i", again: false);
        while (!(await HistoryAsync(first, "i")).OfType<TimerCreatedEvent>().Any())
            await Task.Yield();
        await first.DisposeAsync();

        var ended = await (await fixture.HubAsync()).RunAsync(nameof(Samples.Sleeps), null, "i");
        Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus);
        Assert.Contains(fixture.Time.Waits, wait => wait > TimeSpan.FromMinutes(59));
    }

    [Fact]
    public async Task Runs_no_more_activities_at_once_than_it_was_told()
    {
        SampleGate.Reset();
        await (await fixture.HubAsync()).RunAsync(nameof(Samples.Crowds), 8, "i");
        Assert.InRange(SampleGate.Most, 1, 2);
    }

    [Fact]
    public async Task Leaves_what_it_does_not_serve_to_others()
    {
        var first = await fixture.HubAsync(functions: new HubFunctions().Orchestrator<int, int>(nameof(Samples.SquaresMany), Samples.SquaresMany));
        var run = first.RunAsync(nameof(Samples.SquaresMany), 2, "i");
        await fixture.HubAsync(functions: new HubFunctions().WithActivities(fixture.Done));
        Assert.Equal("1", (await run).Output);
    }

    [Fact]
    public async Task Ends_a_wait_with_a_sentence_when_the_store_is_lost()
    {
        var hub = await fixture.HubAsync();
        var run = hub.RunAsync(nameof(Samples.WaitsForOne), null, "i");
        while (!(await HistoryAsync(hub, "i")).Any())
            await Task.Yield();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(fixture.Folder, HubFile.Name)};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE inbox";
            await command.ExecuteNonQueryAsync();
        }

        Assert.Contains("could not be used (SQLite error", (await Assert.ThrowsAsync<HubException>(() => run)).Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<HistoryEvent>> HistoryAsync(TestHub hub, string instanceId) =>
        [.. (await hub.Store.GetOrchestrationHistoryAsync(instanceId, null)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(HistoryJson.ReadEvent)];
}
