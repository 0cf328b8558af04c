using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Triggers;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;
using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Triggers;

[Trait("tier", "unit")]
public sealed class StartingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DurableTaskClient client = Substitute.For<DurableTaskClient>("tests");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(null, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    public async Task Starts_a_release_run_once_however_often_its_marker_is_announced(OrchestrationRuntimeStatus? known, bool isStarted)
    {
        var storage = new FolderStorage(folder.Path);
        await new RunMarker("run-1", "spring").WriteAsync(storage, CancellationToken.None);
        client.GetInstanceAsync("release.run-1", true, Arg.Any<CancellationToken>()).Returns(
            known is { } status ? new OrchestrationMetadata("ReleaseRun", "release.run-1") { RuntimeStatus = status } : null);

        var starter = new ReleaseRunStarter(storage, NullLogger<ReleaseRunStarter>.Instance);
        await starter.StartAsync(client, RunBlobs.Marker("run-1"), CancellationToken.None);

        await client.Received(isStarted ? 1 : 0).ScheduleNewOrchestrationInstanceAsync(
            Arg.Is<TaskName>(name => name == nameof(ReleaseRun)),
            Arg.Is<object?>(input => Equals(input, new ReleaseRunInput("run-1", "spring"))),
            Arg.Is<StartOrchestrationOptions?>(options => options!.InstanceId == "release.run-1"),
            Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData(RunStage.Refused, 1)]
    [InlineData(RunStage.Proposed, 0)]
    public async Task Starts_a_run_again_that_was_refused_because_somebody_started_it_with_a_wrong_body(RunStage stage, int starts)
    {
        var storage = new FolderStorage(folder.Path);
        await new RunMarker("run-1", "spring").WriteAsync(storage, CancellationToken.None);
        client.GetInstanceAsync("release.run-1", true, Arg.Any<CancellationToken>()).Returns(new OrchestrationMetadata("ReleaseRun", "release.run-1")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Completed,
            DataConverter = JsonDataConverter.Default,
            SerializedCustomStatus = JsonDataConverter.Default.Serialize(new RunProgress(stage, 0, 0)),
        });
        await new ReleaseRunStarter(storage, NullLogger<ReleaseRunStarter>.Instance).StartAsync(client, RunBlobs.Marker("run-1"), CancellationToken.None);
        await client.Received(starts).ScheduleNewOrchestrationInstanceAsync(
            Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<StartOrchestrationOptions?>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Starts_nothing_for_a_marker_that_has_gone()
    {
        var starter = new ReleaseRunStarter(new FolderStorage(folder.Path), NullLogger<ReleaseRunStarter>.Instance);
        await starter.StartAsync(client, RunBlobs.Marker("run-1"), CancellationToken.None);
        Assert.Empty(client.ReceivedCalls());
    }

    [Fact]
    public async Task Starts_the_release_run_that_the_quick_attempts_could_not_start()
    {
        var storage = new FolderStorage(folder.Path);
        await new RunMarker("run-1", "spring").WriteAsync(storage, CancellationToken.None);
        client.GetInstanceAsync("release.run-1", true, Arg.Any<CancellationToken>()).Returns(
            _ => Task.FromException<OrchestrationMetadata?>(new TimeoutException()), _ => Task.FromResult<OrchestrationMetadata?>(null));
        var triggers = new ReleaseRunTriggers(
            new ReleaseRunStarter(storage, NullLogger<ReleaseRunStarter>.Instance), Decisions(storage), new BlobMessages(NullLogger<BlobMessages>.Instance));
        const string Poison = """{"ContainerName":"runs","BlobName":"run-1/panel-ready.json"}""";

        await Assert.ThrowsAsync<TimeoutException>(() => triggers.RetryReleaseRun(Poison, client, CancellationToken.None));
        await triggers.RetryReleaseRun(Poison, client, CancellationToken.None);
        await client.Received(1).ScheduleNewOrchestrationInstanceAsync(
            Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Any<StartOrchestrationOptions?>(), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("not a marker")]
    [InlineData("""{"runId":"Zebediah Quux","release":"spring"}""")]
    public async Task Logs_a_marker_that_cannot_be_read_once_without_its_text_and_starts_nothing(string text)
    {
        var storage = new FolderStorage(folder.Path);
        await storage[PipelineContainer.Runs].WriteAsync(
            RunBlobs.Marker("run-1"), async (stream, token) => await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), token));
        var lines = new RecordedLines<ReleaseRunStarter>();
        await new ReleaseRunStarter(storage, lines).StartAsync(client, RunBlobs.Marker("run-1"), CancellationToken.None);
        Assert.Empty(client.ReceivedCalls());
        Assert.DoesNotContain("Zebediah", Assert.Single(lines.Lines).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false)]
    public async Task Starts_a_decision_once_however_often_its_blob_is_announced(OrchestrationRuntimeStatus? known, bool isStarted)
    {
        client.GetInstanceAsync("decide.checker.spring.2", true, Arg.Any<CancellationToken>()).Returns(
            known is { } status ? new OrchestrationMetadata("DecideRelease", "decide.checker.spring.2") { RuntimeStatus = status } : null);
        var storage = new FolderStorage(folder.Path);
        var triggers = new ReleaseRunTriggers(
            new ReleaseRunStarter(storage, NullLogger<ReleaseRunStarter>.Instance), Decisions(storage), new BlobMessages(NullLogger<BlobMessages>.Instance));
        await triggers.StartReleaseRunEvent("{\"subject\":\"/blobServices/default/containers/approvals/blobs/checker/spring.2.json\"}", client, CancellationToken.None);
        await client.Received(isStarted ? 1 : 0).ScheduleNewOrchestrationInstanceAsync(
            Arg.Is<TaskName>(name => name == nameof(DecideRelease)),
            Arg.Is<object?>(input => Equals(input, new DecideInput("checker/spring.2.json"))),
            Arg.Is<StartOrchestrationOptions?>(options => options!.InstanceId == "decide.checker.spring.2"),
            Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task The_timer_starts_decisions_that_no_event_told_about_and_passes_over_what_is_none()
    {
        var storage = new FolderStorage(folder.Path);
        foreach (var name in new[] { "checker/spring.json", "checker/Zebediah Quux.json" })
            await storage[PipelineContainer.Approvals].WriteAsync(name, async (stream, token) => await stream.WriteAsync("{}"u8.ToArray(), token));
        var lines = new RecordedLines<DecisionStage>();
        var stage = new DecisionStage(new DecisionMaker(storage, TimeProvider.System), new ProposalWatch(storage, TimeProvider.System), lines);
        await stage.CatchUpAsync(client, CancellationToken.None);
        await client.Received(1).ScheduleNewOrchestrationInstanceAsync(
            Arg.Any<TaskName>(), Arg.Any<object?>(), Arg.Is<StartOrchestrationOptions?>(options => options!.InstanceId == "decide.checker.spring"), Arg.Any<CancellationToken>());
        Assert.Contains(lines.Lines, line => line.Message.StartsWith("Decisions could not be read", StringComparison.Ordinal));
        Assert.All(lines.Lines, line => Assert.DoesNotContain("Zebediah", line.Message, StringComparison.Ordinal));
    }

    private static DecisionStage Decisions(IPipelineStorage storage) => new(
        new DecisionMaker(storage, TimeProvider.System), new ProposalWatch(storage, TimeProvider.System), NullLogger<DecisionStage>.Instance);

    [Fact]
    public async Task Purges_what_ended_before_the_configured_days()
    {
        client.PurgeAllInstancesAsync(Arg.Any<PurgeInstancesFilter>(), Arg.Any<CancellationToken>()).Returns(new PurgeResult(3, true));
        var time = new SkippingTime();
        var trigger = new PurgeTrigger(Options.Create(new HistorySettings { HistoryDays = 30 }), time, NullLogger<PurgeTrigger>.Instance);
        await trigger.PurgeHistory(new Microsoft.Azure.Functions.Worker.TimerInfo(), client, CancellationToken.None);
        await client.Received(1).PurgeAllInstancesAsync(
            Arg.Is<PurgeInstancesFilter>(filter => filter.CreatedTo == time.GetUtcNow().AddDays(-30) && !filter.Statuses!.Contains(OrchestrationRuntimeStatus.Running)),
            Arg.Any<CancellationToken>());
    }
}
