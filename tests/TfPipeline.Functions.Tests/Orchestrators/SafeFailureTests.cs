using System.Collections.Immutable;
using Azure;
using Microsoft.Azure.Functions.Worker;
using NSubstitute;
using TfPipeline.Functions.Failures;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Tests.Orchestrators;

[Trait("tier", "unit")]
public sealed class SafeFailureTests
{
    private const string Value = "Zebediah Quux";

    public static TheoryData<Exception> Foreign => new(
        new FormatException(Value),
        new FileNotFoundException(Value, Value),
        new RequestFailedException(404, Value),
        new AggregateException(Value, new InvalidOperationException(Value)),
        new InvalidOperationException(Value, new FormatException(Value)));

    [Theory]
    [MemberData(nameof(Foreign))]
    public void Tells_a_foreign_fault_by_its_type_only(Exception fault) =>
        Assert.DoesNotContain(Value, SafeFailure.Of(fault).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Keeps_a_status_number() =>
        Assert.Contains("status 404", SafeFailure.Of(new RequestFailedException(404, Value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Keeps_the_words_of_the_pipelines_own_faults() =>
        Assert.Contains("lower-case letters", SafeFailure.Of(new RunNameException("the run")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Replaces_an_activitys_fault_and_leaves_its_cause_behind()
    {
        var fault = await Assert.ThrowsAsync<FunctionFailedException>(() => Invoke("activityTrigger", () => throw new FormatException(Value)));
        Assert.Null(fault.InnerException);
        Assert.DoesNotContain(Value, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_an_orchestrator_leave_by_the_hosts_own_exception() =>
        await Assert.ThrowsAsync<FormatException>(() => Invoke("orchestrationTrigger", () => throw new FormatException(Value)));

    [Fact]
    public async Task Lets_a_function_end() => await Invoke("blobTrigger", () => Task.CompletedTask);

    private static Task Invoke(string trigger, Func<Task> function)
    {
        var binding = Substitute.For<BindingMetadata>();
        binding.Type.Returns(trigger);
        var definition = Substitute.For<FunctionDefinition>();
        definition.InputBindings.Returns(ImmutableDictionary<string, BindingMetadata>.Empty.Add("input", binding));
        var context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.Returns(definition);
        return new SafeFailureMiddleware().Invoke(context, _ => function());
    }
}
