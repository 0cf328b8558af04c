using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>One department of a linkage run: compare each partition with the cohort, then fit once and assign.</summary>
public sealed class DepartmentRun : TaskOrchestrator<DepartmentRunInput, DepartmentLinked>
{
    /// <inheritdoc />
    public override async Task<DepartmentLinked> RunAsync(TaskOrchestrationContext context, DepartmentRunInput input)
    {
        if (input is not { Partitions: >= 0, PartitionsAtOnce: > 0 })
            throw new DepartmentRunException();
        context.SetCustomStatus(new RunProgress(RunStage.Linking, 0, input.Partitions));
        var done = 0;
        await FanOut.RunAsync(Enumerable.Range(0, input.Partitions).ToList(), input.PartitionsAtOnce, Compare);

        return await context.CallActivityAsync<DepartmentLinked>(
            nameof(LinkDepartment),
            new LinkRequest(input.RunId, input.Department, input.Delivery, input.Partitions, input.KeyVersion) { Findings = input.Findings },
            Retries.Standard);

        async Task<PartitionCompared> Compare(int partition)
        {
            var compared = await context.CallActivityAsync<PartitionCompared>(
                nameof(CompareDelivery),
                new CompareRequest(input.RunId, input.Department, input.Delivery, partition, input.KeyVersion),
                Retries.Standard);
            context.SetCustomStatus(new RunProgress(RunStage.Linking, ++done, input.Partitions));
            return compared;
        }
    }
}

/// <summary>A department's part of a run was started by itself.</summary>
public sealed class DepartmentRunException() : Exception("DepartmentRun is a step of a linkage run and is not started by itself: start LinkRun.");
