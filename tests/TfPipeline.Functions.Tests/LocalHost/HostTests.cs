using Microsoft.DurableTask;
using TfPipeline.Cli.LocalHost;

namespace TfPipeline.Functions.Tests.LocalHost;

[Trait("tier", "unit")]
public sealed class HostTests : IDisposable
{
    private readonly HostFixture fixture = new();

    public void Dispose() => fixture.Dispose();

    [Fact]
    public async Task Tries_again_as_the_policy_says_and_waits_longer_each_time()
    {
        var ended = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.TriesThreeTimes), null, "i");
        Assert.Equal("3", ended.Result);
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)], fixture.Time.Waits);
    }

    [Fact]
    public async Task Gives_up_after_the_last_attempt()
    {
        var ended = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.TriesTwice), null, "i");
        Assert.Equal(InstanceState.Failed, ended.State);
        Assert.Equal(typeof(IOException).FullName, ended.Failure!.Type);
        Assert.Equal(2, fixture.Done.Count);
    }

    [Theory]
    [InlineData(1, 0, 10)]
    [InlineData(2, 0, 20)]
    [InlineData(3, 0, 30)]
    [InlineData(4, 99, 30)]
    [InlineData(4, 100, null)]
    [InlineData(5, 0, null)]
    public void Computes_the_wait_before_the_next_attempt(int attempt, int secondsSinceFirst, int? expected)
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(100));
        Assert.Equal(expected, RetryLoop.WaitAfter(policy, attempt, TimeSpan.FromSeconds(secondsSinceFirst))?.TotalSeconds);
    }

    [Fact]
    public async Task Fires_a_timer_and_leaves_a_cancelled_one()
    {
        var ended = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.RacesTimers), null, "i");
        Assert.Equal("\"cancelled\"", ended.Result);
    }

    [Fact]
    public async Task Takes_an_event_that_came_before_the_wait_and_one_that_comes_after()
    {
        var host = fixture.Host(typeof(Samples));
        var run = host.RunAsync(nameof(Samples.WaitsForTwo), null, "i");
        await host.RaiseEventAsync("i", "second", 2);
        await host.RaiseEventAsync("i", "FIRST", 1);
        Assert.Equal("[1,2]", (await run).Result);
        await host.RaiseEventAsync("i", "first", 3);
        await host.RaiseEventAsync("nobody", "first", 3);
    }

    [Fact]
    public async Task Runs_another_orchestration_and_hears_of_its_failure()
    {
        var ended = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.Parent), 3, "i");
        Assert.Equal("\"9 and then row 3, column G\"", ended.Result);
        Assert.Equal("9", fixture.Journals.Find("i.child")!.Result);
        Assert.Equal("i", fixture.Journals.Find("i.0001")!.Parent!.InstanceId);
    }

    [Fact]
    public async Task Sends_an_event_to_another_orchestration_once()
    {
        var host = fixture.Host(typeof(Samples));
        var waiting = host.RunAsync(nameof(Samples.WaitsForOne), null, "receiver");
        await host.RunAsync(nameof(Samples.Sends), "receiver", "sender");
        Assert.Equal("41", (await waiting).Result);
        Assert.Single(fixture.Journal("receiver").OfType<EventRaised>());
    }

    [Fact]
    public async Task Starts_over_with_a_new_input_and_keeps_what_nobody_has_read()
    {
        var host = fixture.Host(typeof(Samples));
        var run = host.RunAsync(nameof(Samples.CountsDown), 3, "i");
        await host.RaiseEventAsync("i", "go", 7);
        Assert.Equal("7", (await run).Result);
        Assert.Equal(4, fixture.Journal("i").OfType<ExecutionStarted>().Count());
    }

    [Fact]
    public async Task Shows_the_custom_status_while_it_runs()
    {
        await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.Reports), null, "i");
        Assert.Equal("start, \"half\", \"all\"", string.Join(", ", fixture.Steps.Select(step => step.CustomStatus ?? "start").Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task Sees_the_same_clock_and_the_same_guids_in_each_replay()
    {
        var ended = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.LooksAtClockAndGuids), null, "i");
        Assert.Equal(InstanceState.Completed, ended.State);
    }

    [Fact]
    public async Task Does_not_run_a_completed_orchestration_again_unless_asked()
    {
        var host = fixture.Host(typeof(Samples));
        await host.RunAsync(nameof(Samples.SquaresMany), 3, "i");
        await host.RunAsync(nameof(Samples.SquaresMany), 3, "i");
        Assert.Equal(3, fixture.Done.Count);
        await host.RunAsync(nameof(Samples.SquaresMany), 3, "i", again: true);
        Assert.Equal(6, fixture.Done.Count);
    }

    [Fact]
    public async Task Starts_a_failed_orchestration_afresh()
    {
        var host = fixture.Host(typeof(Samples));
        Assert.Equal(InstanceState.Failed, (await host.RunAsync(nameof(Samples.TriesTwice), null, "i")).State);
        Assert.Equal(InstanceState.Completed, (await host.RunAsync(nameof(Samples.TriesTwice), null, "i")).State);
    }

    [Fact]
    public async Task Stops_when_asked_and_goes_on_later()
    {
        using var stop = new CancellationTokenSource();
        var host = fixture.Host(typeof(Samples));
        var run = host.RunAsync(nameof(Samples.WaitsForOne), null, "i", cancellationToken: stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        await host.RaiseEventAsync("i", "go", 5);
        Assert.Equal("5", (await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.WaitsForOne), null, "i")).Result);
    }

    [Fact]
    public async Task Ends_alike_after_a_crash_at_any_boundary()
    {
        var expected = await fixture.Host(typeof(Samples)).RunAsync(nameof(Samples.Parent), 3, "whole");
        for (var boundary = 1; ; boundary++)
        {
            using var run = new HostFixture();
            TemporaryFolder? left = null;
            var crash = new CrashPoints(boundary, () => left = run.Folder.Copy());
            await run.Host(typeof(Samples), crash).RunAsync(nameof(Samples.Parent), 3, "whole");
            if (left is null)
            {
                Assert.True(boundary > 6, "each activity has three boundaries");
                return;
            }

            using var resumed = new HostFixture(left);
            var ended = await resumed.Host(typeof(Samples)).RunAsync(nameof(Samples.Parent), 3, "whole");
            Assert.Equal((expected.State, expected.Result), (ended.State, ended.Result));
        }
    }

    [Fact]
    public async Task Runs_no_more_activities_at_once_than_it_was_told()
    {
        SampleGate.Reset();
        await fixture.Host(typeof(Samples), atOnce: 2).RunAsync(nameof(Samples.Crowds), 8, "i");
        Assert.InRange(SampleGate.Most, 1, 2);
    }
}
