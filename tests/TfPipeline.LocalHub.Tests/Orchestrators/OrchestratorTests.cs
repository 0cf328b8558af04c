using System.Text;
using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;
using TfPipeline.LocalHub.Store;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.LocalHub.Tests.Orchestrators;

/// <summary>The app's orchestrators over activities that only write down what they were asked.</summary>
[Trait("tier", "unit")]
public sealed class OrchestratorTests : IAsyncLifetime
{
    private static readonly LinkRunInput Input = new("run-1", "spring", ["offences", "school-attendance"], 2, 2);

    private readonly HubFixture fixture = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await fixture.EndAsync();

    [Fact]
    public async Task Links_every_partition_of_every_department_and_then_builds_the_panel()
    {
        var stages = new FakeStages();
        var outcome = await RunAsync<LinkRunOutcome>(stages, nameof(LinkRun), Input);

        Assert.Equal(RunStage.PanelReady, outcome.Stage);
        Assert.Equal(["offences", "school-attendance"], outcome.Departments.Select(one => one.Department));
        Assert.Equal(
            """
            check run-1 spring
            compare offences 2021-03 0 v7
            compare offences 2021-03 1 v7
            compare offences 2021-03 2 v7
            compare school-attendance 2021-03 0 v7
            compare school-attendance 2021-03 1 v7
            compare school-attendance 2021-03 2 v7
            link offences 2021-03 3 v7
            link school-attendance 2021-03 3 v7
            panel run-1 spring offences/2021-03+school-attendance/2021-03 v7
            plan offences v7
            plan school-attendance v7
            snapshot run-1
            """.ReplaceLineEndings("\n"),
            string.Join('\n', stages.Asked.Order(StringComparer.Ordinal)));
        Assert.Equal(["check run-1 spring", "snapshot run-1"], stages.Asked.Take(2));
        Assert.StartsWith("panel", stages.Asked.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_the_run_before_comparing_anything_when_a_delivery_is_missing()
    {
        var stages = new FakeStages { RefusedDepartment = "offences" };
        var outcome = await RunAsync<LinkRunOutcome>(stages, nameof(LinkRun), Input);

        Assert.Equal(RunStage.Refused, outcome.Stage);
        Assert.Equal("no complete delivery of offences", Assert.Single(outcome.Refusals));
        Assert.DoesNotContain(stages.Asked, one => one.StartsWith("compare", StringComparison.Ordinal) || one.StartsWith("panel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_a_run_whose_every_department_has_long_reasons()
    {
        var departments = Enumerable.Range(0, 10).Select(number => $"department-{number}").ToList();
        var outcome = await RunAsync<LinkRunOutcome>(new FakeStages { LongRefusals = true }, nameof(LinkRun), Input with { Departments = departments });
        Assert.Equal((RunStage.Refused, 10), (outcome.Stage, outcome.Refusals.Count));
        Assert.All(outcome.Refusals, refusal => Assert.EndsWith("…", refusal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lets_other_departments_end_when_one_fails_and_builds_no_panel()
    {
        var stages = new FakeStages { FailingDepartment = "offences", Partitions = 1 };
        var hub = await fixture.HubAsync(functions: stages.Functions());
        var ended = await hub.RunAsync(nameof(LinkRun), Input, "link.run-1");

        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal(3, stages.Asked.Count(one => one.StartsWith("compare offences", StringComparison.Ordinal)));
        Assert.Contains("link school-attendance 2021-03 1 v7", stages.Asked);
        Assert.DoesNotContain(stages.Asked, one => one.StartsWith("panel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compares_no_more_partitions_at_once_than_it_was_told()
    {
        var stages = new FakeStages { Partitions = 12 };
        await RunAsync<LinkRunOutcome>(stages, nameof(LinkRun), Input with { Departments = ["offences"], PartitionsAtOnce = 1 });
        Assert.Equal(1, stages.MostComparing);
    }

    [Theory]
    [InlineData(ReleaseResult.Proposed, RunStage.Proposed)]
    [InlineData(ReleaseResult.AlreadyThere, RunStage.Proposed)]
    [InlineData(ReleaseResult.NameTaken, RunStage.Refused)]
    public async Task Proposes_once_the_effects_are_estimated(ReleaseResult result, RunStage expected)
    {
        var stages = new FakeStages { Result = result };
        var outcome = await RunAsync<ReleaseRunOutcome>(stages, nameof(ReleaseRun), new ReleaseRunInput("run-1", "spring"));
        Assert.Equal(["claim run-1 spring False", "estimate run-1", "propose run-1 spring"], stages.Asked);
        Assert.Equal((expected, result), (outcome.Stage, outcome.Result));
    }

    [Theory]
    [InlineData(ReleaseResult.NameTaken, RunStage.Refused)]
    [InlineData(ReleaseResult.Rejected, RunStage.Refused)]
    [InlineData(ReleaseResult.Expired, RunStage.Refused)]
    [InlineData(ReleaseResult.AlreadyThere, RunStage.Proposed)]
    public async Task Estimates_nothing_where_the_name_cannot_be_had(ReleaseResult claim, RunStage expected)
    {
        var stages = new FakeStages { Claim = claim };
        var outcome = await RunAsync<ReleaseRunOutcome>(stages, nameof(ReleaseRun), new ReleaseRunInput("run-1", "spring"));
        Assert.Equal(["claim run-1 spring False"], stages.Asked);
        Assert.Equal((expected, claim), (outcome.Stage, outcome.Result));
    }

    [Fact]
    public async Task Links_nobody_where_another_run_has_the_name_of_the_release()
    {
        var stages = new FakeStages { IsNameTaken = true };
        var outcome = await RunAsync<LinkRunOutcome>(stages, nameof(LinkRun), Input);
        Assert.Equal(["check run-1 spring"], stages.Asked);
        Assert.Equal(RunStage.Refused, outcome.Stage);
        Assert.Contains("Choose another name", Assert.Single(outcome.Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carries_out_the_decision_that_a_blobs_name_tells_of()
    {
        var stages = new FakeStages();
        Assert.Equal("spring", (await RunAsync<ReleaseDecided>(stages, nameof(DecideRelease), new DecideInput("checker/spring.json"))).Release);
        Assert.Equal(["decide checker/spring.json"], stages.Asked);
    }

    [Fact]
    public async Task Lets_a_blob_go_whose_name_is_not_one_of_a_decision()
    {
        var none = new FakeStages();
        Assert.Null((await RunAsync<ReleaseDecided>(none, nameof(DecideRelease), new DecideInput("Zebediah Quux.json"))).Release);
        Assert.Empty(none.Asked);
    }

    [Fact]
    public async Task Reports_only_stages_that_the_table_allows()
    {
        var (store, recorder) = StatusRecorder.Around(new LocalOrchestrationService(fixture.Folder));
        await using (var hub = new RunHub(store, new FakeStages().Functions()))
        {
            await hub.StartAsync();
            await hub.RunAsync(nameof(LinkRun), Input with { DepartmentsAtOnce = 1 }, "link.run-1", again: false, CancellationToken.None);
        }

        recorder.Inner.Dispose();
        var reports = recorder.States.Where(state => state.OrchestrationInstance.InstanceId == "link.run-1").Select(state => JsonSerializer.Deserialize<RunProgress>(state.Status)!).ToList();
        var stage = RunStage.Started;
        foreach (var report in reports)
            stage = report.Stage == stage ? stage : RunTransitions.Move(stage, report.Stage);
        Assert.Equal(RunStage.PanelReady, stage);
        Assert.Contains(new RunProgress(RunStage.Linking, 1, 2), reports);
    }

    [Fact]
    public async Task Keeps_every_message_of_a_whole_run_under_two_kilobytes()
    {
        // Ten departments with the longest codes and names that a contract allows.
        var departments = Enumerable.Range(0, 10).Select(number => $"department-with-a-long-code-{number}").ToList();
        var hub = await fixture.HubAsync(functions: new FakeStages().Functions());
        await hub.RunAsync(nameof(LinkRun), Input with { Departments = departments }, "link.run-1");
        var payloads = (await hub.Store.GetOrchestrationHistoryAsync("link.run-1", null)).Split('\n').Select(HistoryJson.ReadEvent).SelectMany(Payloads).ToList();
        Assert.True(payloads.Count > 15);
        Assert.All(payloads, payload => Assert.InRange(Encoding.UTF8.GetByteCount(payload), 1, 2047));
    }

    private static IEnumerable<string> Payloads(HistoryEvent happened) => new[]
    {
        (happened as ExecutionStartedEvent)?.Input,
        (happened as TaskScheduledEvent)?.Input,
        (happened as SubOrchestrationInstanceCreatedEvent)?.Input,
        (happened as TaskCompletedEvent)?.Result,
        (happened as SubOrchestrationInstanceCompletedEvent)?.Result,
        (happened as ExecutionCompletedEvent)?.Result,
    }.OfType<string>();

    private async Task<T> RunAsync<T>(FakeStages stages, string orchestrator, object input)
    {
        var ended = await (await fixture.HubAsync(functions: stages.Functions())).RunAsync(orchestrator, input, "link.run-1");
        Assert.Null(ended.FailureDetails);
        return (T)MessageConverter.Instance.Deserialize(ended.Output, typeof(T))!;
    }
}
