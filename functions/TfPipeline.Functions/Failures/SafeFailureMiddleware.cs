using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

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
        catch (Exception fault) when (!IsOrchestrator(context))
#pragma warning restore CA1031
        {
            failure = SafeFailure.Of(fault);
        }

        // Thrown outside the catch block, so that the fault does not travel along as its cause.
        if (failure is not null)
            throw new FunctionFailedException(failure);
    }

    /// <summary>An orchestrator that waits leaves by an exception of the host's own, which has to pass.</summary>
    private static bool IsOrchestrator(FunctionContext context) => context.FunctionDefinition.InputBindings.Values
        .Any(binding => string.Equals(binding.Type, "orchestrationTrigger", StringComparison.OrdinalIgnoreCase));
}
