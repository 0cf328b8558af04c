using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Cli.LocalHost;

/// <summary>Runs activities, no more at once than there are cores, and turns a fault into words without a value.</summary>
internal sealed class ActivityRunner(LocalHostSetup setup) : IDisposable
{
    private readonly SemaphoreSlim places = new(setup.AtOnce);

    /// <summary>Runs one activity; a fault comes back as an answer, an interruption as an exception.</summary>
    public async Task<AnswerEvent> RunAsync(ActivityScheduled activity, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            setup.Crash.Pass();
            var method = setup.Functions.Activity(activity.Name);
            var result = await FunctionCatalogue.Result(Invoke(method, activity.Input, cancellationToken));
            var output = Payload.Write(result, "The output of " + activity.Name);
            setup.Crash.Pass();
            return new TaskCompleted(activity.Id, output);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // An activity's fault is an answer to its orchestrator, whatever its type.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            setup.Faulted(activity.Name, fault);
            return new TaskFailed(activity.Id, SafeFailure.Of(fault));
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private object? Invoke(MethodInfo method, string? input, CancellationToken cancellationToken)
    {
        var arguments = method.GetParameters().Select(parameter => Argument(parameter, input, cancellationToken)).ToArray();
        var target = method.IsStatic ? null : setup.Activate(method.DeclaringType!);
        return method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static object? Argument(ParameterInfo parameter, string? input, CancellationToken cancellationToken)
    {
        if (parameter.IsDefined(typeof(ActivityTriggerAttribute)))
            return Payload.Read(input, parameter.ParameterType);
        return parameter.ParameterType == typeof(CancellationToken)
            ? cancellationToken
            : throw new NotSupportedException("An activity takes its input and a cancellation token; all else comes by its constructor.");
    }
}
