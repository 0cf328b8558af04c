using System.Text;
using System.Text.Json;
using TfPipeline.Cli.LocalHost;
using TfPipeline.Functions.Tests.LocalHost;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Functions.Tests.Orchestrators;

[Trait("tier", "unit")]
public sealed class OrchestratorTests : IDisposable
{
    private static readonly LinkRunInput Input = new("run-1", "spring", ["offences", "school-attendance"], 2, 2);

    private readonly TemporaryFolder folder = new();
    private readonly SkippingTime time = new();
    private readonly List<RunProgress> reports = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Links_every_partition_of_every_department_and_then_builds_the_panel()
    {
        var stages = new FakeStages();
        var outcome = await RunAsync<LinkRunOutcome>(stages, nameof(LinkRun), Input);

        Assert.Equal(RunStage.PanelReady, outcome.Stage);
        Assert.Equal(["offences", "school-attendance"], outcome.Departments.Select(one => one.Department));
        Assert.Equal(
            """
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
        Assert.Equal("snapshot run-1", stages.Asked.First());
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
    public async Task Lets_other_departments_end_when_one_fails_and_builds_no_panel()
    {
        var stages = new FakeStages { FailingDepartment = "offences", Partitions = 1 };
        using var host = Host(stages);
        var status = await host.RunAsync(nameof(LinkRun), Input, "link.run-1");

        Assert.Equal(InstanceState.Failed, status.State);
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
    [InlineData(ReleaseResult.Published, RunStage.Published)]
    [InlineData(ReleaseResult.AlreadyThere, RunStage.Published)]
    [InlineData(ReleaseResult.NameTaken, RunStage.Refused)]
    public async Task Publishes_once_the_effects_are_estimated(ReleaseResult result, RunStage expected)
    {
        var stages = new FakeStages { Result = result };
        var outcome = await RunAsync<ReleaseRunOutcome>(stages, nameof(ReleaseRun), new ReleaseRunInput("run-1", "spring"));
        Assert.Equal(["estimate run-1", "publish run-1 spring"], stages.Asked);
        Assert.Equal((expected, result), (outcome.Stage, outcome.Result));
    }

    [Fact]
    public async Task Reports_only_stages_that_the_table_allows()
    {
        await RunAsync<LinkRunOutcome>(new FakeStages(), nameof(LinkRun), Input with { DepartmentsAtOnce = 1 });
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
        await RunAsync<LinkRunOutcome>(new FakeStages(), nameof(LinkRun), Input with { Departments = departments });
        var payloads = Directory.EnumerateFiles(folder.Path, "*.journal").SelectMany(file => Journal.Peek(file)!).SelectMany(Payloads).ToList();
        Assert.All(payloads, payload => Assert.InRange(Encoding.UTF8.GetByteCount(payload), 1, 2047));
    }

    private static IEnumerable<string> Payloads(HistoryEvent happened) => new[]
    {
        (happened as ExecutionStarted)?.Input,
        (happened as ActivityScheduled)?.Input,
        (happened as SubOrchestrationScheduled)?.Input,
        (happened as TaskCompleted)?.Result,
        (happened as ExecutionCompleted)?.Result,
    }.OfType<string>();

    private async Task<T> RunAsync<T>(FakeStages stages, string orchestrator, object input)
    {
        using var host = Host(stages);
        var status = await host.RunAsync(orchestrator, input, "link.run-1");
        Assert.Null(status.Failure);
        return JsonSerializer.Deserialize<T>(status.Result!)!;
    }

    private LocalTaskHost Host(FakeStages stages) => new(new LocalHostSetup(
        new FunctionCatalogue([typeof(TfPipeline.Functions.Declarations.LinkOrchestrators), typeof(TfPipeline.Functions.Declarations.ReleaseOrchestrators), typeof(FakeStages)]),
        _ => stages,
        folder.Path,
        time)
    {
        Progress = status =>
        {
            if (status is { InstanceId: "link.run-1", CustomStatus: { } report })
                reports.Add(JsonSerializer.Deserialize<RunProgress>(report)!);
        },
    });
}
