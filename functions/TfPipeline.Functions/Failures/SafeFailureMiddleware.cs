using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Functions.Failures;

/// <summary>
/// Lets a fault leave a function only in words that carry no value: the host writes the text of a fault to its log, and the task hub
/// keeps that of an activity in its history.
/// </summary>
public sealed class SafeFailureMiddleware : IFunctionsWorkerMiddleware
{
    /// <inheritdoc />
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        SafeFailure? failure = null;
        try
        {
            await next(context);
        }
#pragma warning disable CA1031 // Every fault is replaced, whatever its type.
        catch (Exception fault) when (!Passes(context, fault))
#pragma warning restore CA1031
        {
            failure = FunctionFaults.Describe(fault);
        }

        // Thrown outside the catch block, so that the fault does not travel along as its cause.
        if (failure is not null)
            throw new SafeFailureException(failure);
    }

    /// <summary>
    /// An orchestrator that waits leaves by an exception of the host's own. A fault that an activity's guard has put into words arrives
    /// in the extension's wrapper, which the host must get as it is: it reads the words out of it.
    /// </summary>
    private static bool Passes(FunctionContext context, Exception fault) =>
        Has(context, "orchestrationTrigger") || (Has(context, "activityTrigger") && FunctionFaults.IsGuarded(fault));

    private static bool Has(FunctionContext context, string trigger) => context.FunctionDefinition.InputBindings.Values
        .Any(binding => string.Equals(binding.Type, trigger, StringComparison.OrdinalIgnoreCase));
}
