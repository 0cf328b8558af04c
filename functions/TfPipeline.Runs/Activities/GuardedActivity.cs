using Microsoft.DurableTask;
using TfPipeline.Runs.Failures;

namespace TfPipeline.Runs.Activities;

/// <summary>
/// An activity whose faults leave it only in words without a value. Every task hub keeps the text of a fault in its history, and
/// each host treats faults on its way to the hub differently; here it is the same for all of them.
/// </summary>
public abstract class GuardedActivity<TInput, TOutput> : TaskActivity<TInput, TOutput>
{
    /// <inheritdoc />
    /// <exception cref="SafeFailureException">The activity failed.</exception>
    public sealed override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => RunAsync(input, CancellationToken.None);

    /// <summary>Runs the activity.</summary>
    /// <param name="input">Names and counts.</param>
    /// <param name="cancellationToken">Stops the work; the cancellation passes, and is no fault of the activity.</param>
    /// <exception cref="SafeFailureException">The activity failed.</exception>
    public async Task<TOutput> RunAsync(TInput input, CancellationToken cancellationToken)
    {
        SafeFailure failure;
        try
        {
            return await StepAsync(input, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Every fault is replaced, whatever its type.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            ActivityFaults.See(GetType().Name, fault);
            failure = SafeFailure.Of(fault);
        }

        // Thrown outside the catch block, so that the fault does not travel along as its cause.
        throw new SafeFailureException(failure);
    }

    /// <summary>The work. It may run twice: the same input gives the same blobs.</summary>
    protected abstract Task<TOutput> StepAsync(TInput input, CancellationToken cancellationToken);
}
