using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using TfPipeline.Functions.Activities;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Orchestrators;

/// <summary>One department of a linkage run: compare each partition with the cohort, then fit once and assign.</summary>
[RunsIn(AppRole.Link)]
public static class DepartmentRunOrchestrator
{
    /// <summary>Takes a <see cref="DepartmentRunInput"/>.</summary>
    [Function(nameof(DepartmentRun))]
    public static async Task<DepartmentLinked> DepartmentRun([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<DepartmentRunInput>() ?? throw new DepartmentRunException();
        context.SetCustomStatus(new RunProgress(RunStage.Linking, 0, input.Partitions));
        var done = 0;
        await FanOut.RunAsync(Enumerable.Range(0, input.Partitions).ToList(), input.PartitionsAtOnce, Compare);

        return await context.CallActivityAsync<DepartmentLinked>(
            nameof(LinkDepartmentActivity.LinkDepartment),
            new LinkRequest(input.RunId, input.Department, input.Delivery, input.Partitions, input.KeyVersion),
            Retries.Standard);

        async Task<PartitionCompared> Compare(int partition)
        {
            var compared = await context.CallActivityAsync<PartitionCompared>(
                nameof(CompareDeliveryActivity.CompareDelivery),
                new CompareRequest(input.RunId, input.Department, input.Delivery, partition, input.KeyVersion),
                Retries.Standard);
            context.SetCustomStatus(new RunProgress(RunStage.Linking, ++done, input.Partitions));
            return compared;
        }
    }
}

/// <summary>A department's part of a run was started by itself.</summary>
public sealed class DepartmentRunException() : Exception("DepartmentRun is a step of a linkage run and is not started by itself: start LinkRun.");
