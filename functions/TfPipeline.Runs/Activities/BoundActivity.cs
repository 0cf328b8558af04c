using Microsoft.DurableTask;

namespace TfPipeline.Runs.Activities;

/// <summary>An activity together with the token that stops it, for hosts whose contexts carry none.</summary>
internal sealed class BoundActivity<TInput, TOutput>(GuardedActivity<TInput, TOutput> inner, CancellationToken stop) : TaskActivity<TInput, TOutput>
{
    public override Task<TOutput> RunAsync(TaskActivityContext context, TInput input) => inner.RunAsync(input, stop);
}
