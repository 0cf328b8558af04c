using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.DurableTask;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using TfPipeline.Functions.Declarations;
using TfPipeline.Functions.Tests.HostLogs;
using TfPipeline.Runs;
using TfPipeline.Runs.Orchestrators;

namespace TfPipeline.Functions.Tests.Orchestrators;

/// <summary>Durable's HTTP API starts an orchestrator with whatever body it was sent.</summary>
[Trait("tier", "unit")]
public sealed class StartByHandTests
{
    // As the worker reads a body.
    private static readonly JsonSerializerOptions Web = new() { PropertyNameCaseInsensitive = true };

    private static readonly LinkRunInput Right = new("run-1", "spring", ["offences", "benefits"], 2, 4);

    public static TheoryData<string?, string> WrongBodies => new()
    {
        { null, "without a body" },
        { """{"runId":"run-1","release":"spring","departments":["offences"],"partitionsAtOnce":4}""", "departmentsAtOnce is missing" },
        { """{"runId":"run-1","release":"spring","departments":["offences"],"departmentsAtOnce":2}""", "partitionsAtOnce is missing" },
        { """{"runId":"run-1","release":"spring","departments":["offences"],"departmentsAtOnce":2,"partitionsAtOnce":65}""", "outside 1 to 64" },
        { """{"runId":"run-1","release":"spring","departments":["offences"],"departmentsAtOnce":17,"partitionsAtOnce":4}""", "outside 1 to 16" },
        { """{"runId":"Run 1","release":"spring","departments":["offences"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "runId" },
        { """{"release":"spring","departments":["offences"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "runId is missing" },
        { """{"runId":"run-1","release":"Zebediah Quux","departments":["offences"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "release" },
        { """{"runId":"run-1","release":"2026--11","departments":["offences"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "release" },
        { """{"runId":"run-1","release":"spring","departmentsAtOnce":2,"partitionsAtOnce":4}""", "departments is missing" },
        { """{"runId":"run-1","release":"spring","departments":[],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "departments is missing" },
        { """{"runId":"run-1","release":"spring","departments":["offences","offences"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "different codes" },
        { """{"runId":"run-1","release":"spring","departments":["Zebediah Quux"],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "different codes" },
        { """{"runId":"run-1","release":"spring","departments":[null],"departmentsAtOnce":2,"partitionsAtOnce":4}""", "different codes" },
    };

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task Refuses_a_linkage_run_at_its_start_with_one_sentence_that_repeats_nothing(string? body, string reason)
    {
        var context = Started(body is null ? null : JsonSerializer.Deserialize<LinkRunInput>(body, Web));
        var outcome = await LinkOrchestrators.LinkRun(context);
        Assert.Equal(RunStage.Refused, outcome.Stage);
        var refusal = Assert.Single(outcome.Refusals);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("Zebediah", refusal, StringComparison.Ordinal);
        AssertNothingWasAsked(context);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(-1, 4)]
    public async Task Refuses_a_department_that_is_started_by_itself_without_counts(int partitions, int atOnce) =>
        await Assert.ThrowsAsync<DepartmentRunException>(() => new DepartmentRun().RunAsync(
            Substitute.For<TaskOrchestrationContext>(), new DepartmentRunInput("run-1", "offences", "2026-01", partitions, atOnce, "v1")));

    [Fact]
    public async Task Refuses_a_body_whose_values_are_of_another_kind()
    {
        var context = Substitute.For<TaskOrchestrationContext>();
        context.GetInput<LinkRunInput>().Throws(new JsonException("The JSON value Zebediah Quux could not be converted."));
        var outcome = await LinkOrchestrators.LinkRun(context);
        Assert.Equal(RunStage.Refused, outcome.Stage);
        Assert.Contains("docs/operations.md", Assert.Single(outcome.Refusals), StringComparison.Ordinal);
        AssertNothingWasAsked(context);
    }

    [Fact]
    public void Tells_every_broken_rule() =>
        Assert.Equal(5, RunRequests.Problems(new LinkRunInput(null!, null!, null!, 0, 0)).Count);

    [Fact]
    public async Task Refuses_a_release_run_without_a_body()
    {
        var context = Started<ReleaseRunInput>(null);
        var outcome = await ReleaseOrchestrators.ReleaseRun(context);
        Assert.Equal((RunStage.Refused, ReleaseResult.NotStarted), (outcome.Stage, outcome.Result));
        Assert.Contains("without a body", Assert.Single(outcome.Refusals), StringComparison.Ordinal);
        AssertNothingWasAsked(context);
    }

    [Theory]
    [InlineData("run-1", "Spring")]
    [InlineData(null, "spring")]
    public async Task Refuses_a_release_run_whose_names_are_none(string? runId, string release)
    {
        var context = Started(new ReleaseRunInput(runId!, release));
        Assert.Equal(RunStage.Refused, (await ReleaseOrchestrators.ReleaseRun(context)).Stage);
        AssertNothingWasAsked(context);
    }

    [Fact]
    public async Task Says_that_a_departments_part_is_not_started_by_itself()
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => LinkOrchestrators.DepartmentRun(Started<DepartmentRunInput>(null)));
        Assert.Contains("start LinkRun", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lets_the_right_body_pass()
    {
        Assert.Empty(RunRequests.Problems(Right));
        Assert.Empty(RunRequests.Problems(Right with { DepartmentsAtOnce = RunRequests.MostDepartmentsAtOnce, PartitionsAtOnce = RunRequests.MostPartitionsAtOnce }));
    }

    [Fact]
    public void Shows_bodies_in_the_documentation_that_start_a_run()
    {
        var page = File.ReadAllText(Path.Combine(HostLog.Root, "docs/operations.md"));
        var bodies = Regex.Matches(page, "^(\\{.*\\})$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.Empty(RunRequests.Problems(JsonSerializer.Deserialize<LinkRunInput>(bodies[0], Web)));
        Assert.Empty(RunRequests.Problems(JsonSerializer.Deserialize<ReleaseRunInput>(bodies[1], Web)));
    }

    private static TaskOrchestrationContext Started<T>(T? input)
        where T : class
    {
        var context = Substitute.For<TaskOrchestrationContext>();
        context.GetInput<T>().Returns(input);
        return context;
    }

    private static void AssertNothingWasAsked(TaskOrchestrationContext context) =>
        Assert.DoesNotContain(context.ReceivedCalls(), call => call.GetMethodInfo().Name.StartsWith("Call", StringComparison.Ordinal));
}
