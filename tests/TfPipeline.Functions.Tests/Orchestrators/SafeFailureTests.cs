using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Azure;
using Microsoft.Azure.Functions.Worker;
using NSubstitute;
using TfPipeline.Functions.Failures;
using TfPipeline.Runs;
using TfPipeline.Runs.Activities;
using TfPipeline.Runs.Failures;

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
    public async Task Keeps_a_status_number()
    {
        var fault = await Assert.ThrowsAsync<SafeFailureException>(() => Invoke("blobTrigger", () => throw new RequestFailedException(404, Value)));
        Assert.Contains("status 404", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_words_of_the_pipelines_own_faults() =>
        Assert.Contains("lower-case letters", SafeFailure.Of(new RunNameException("the run")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Guards_an_activity_and_leaves_the_cause_behind()
    {
        var fault = await Assert.ThrowsAsync<SafeFailureException>(() => new Failing(new FormatException(Value)).RunAsync(1, CancellationToken.None));
        Assert.Null(fault.InnerException);
        Assert.Equal(typeof(FormatException).FullName, fault.Failure.Type);
        Assert.DoesNotContain(Value, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_an_activity_be_cancelled()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => new Failing(new OperationCanceledException()).RunAsync(1, stopped.Token));
        await Assert.ThrowsAsync<SafeFailureException>(() => new Failing(new OperationCanceledException()).RunAsync(1, CancellationToken.None));
    }

    [Fact]
    public async Task Lets_a_guarded_fault_pass_in_the_wrapper_that_the_host_reads()
    {
        var guarded = await Record.ExceptionAsync(() => new Failing(new RunNameException("the run")).RunAsync(1, CancellationToken.None));
        var wrapper = Wrap(guarded!);
        Assert.Same(wrapper, await Record.ExceptionAsync(() => Invoke("activityTrigger", () => throw wrapper)));
    }

    [Fact]
    public async Task Replaces_a_fault_of_the_binding_of_an_activitys_input()
    {
        var wrapper = Wrap(new JsonException(Value));
        var fault = await Assert.ThrowsAsync<SafeFailureException>(() => Invoke("activityTrigger", () => throw wrapper));
        Assert.Contains("Stopped by JsonException", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Value, fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"errorType\":\"Zebediah Quux\"}")]
    [InlineData("{\"errorType\":1,\"errorMessage\":\"Zebediah Quux\"}")]
    [InlineData("{Zebediah Quux")]
    public async Task Does_not_believe_a_message_that_only_looks_like_the_wrapper(string message)
    {
        var fault = await Assert.ThrowsAsync<SafeFailureException>(() => Invoke("activityTrigger", () => throw new InvalidOperationException(message)));
        Assert.DoesNotContain(Value, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lets_an_orchestrator_leave_by_the_hosts_own_exception() =>
        await Assert.ThrowsAsync<FormatException>(() => Invoke("orchestrationTrigger", () => throw new FormatException(Value)));

    [Fact]
    public async Task Lets_a_function_end() => await Invoke("blobTrigger", () => Task.CompletedTask);

    /// <summary>The wrapper as the extension makes it, which keeps its type to itself.</summary>
    private static Exception Wrap(Exception fault) => (Exception)Activator.CreateInstance(
        Type.GetType("Microsoft.Azure.Functions.Worker.Extensions.DurableTask.Exceptions.DurableSerializationException, Microsoft.Azure.Functions.Worker.Extensions.DurableTask", throwOnError: true)!,
        BindingFlags.Instance | BindingFlags.NonPublic,
        null,
        [fault],
        CultureInfo.InvariantCulture)!;

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

    private sealed class Failing(Exception fault) : GuardedActivity<int, int>
    {
        protected override Task<int> StepAsync(int input, CancellationToken cancellationToken) => throw fault;
    }
}
