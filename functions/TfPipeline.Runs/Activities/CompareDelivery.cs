using TfPipeline.Linkage;

namespace TfPipeline.Runs.Activities;

/// <summary>Compares one partition of the planned delivery with the cohort.</summary>
public sealed class CompareDelivery(DepartmentStep departments) : GuardedActivity<CompareRequest, PartitionCompared>
{
    /// <inheritdoc />
    protected override async Task<PartitionCompared> StepAsync(CompareRequest input, CancellationToken cancellationToken) =>
        await departments.Attempts(input.RunId).CountAsync(
            input.Department, FormattableString.Invariant($"compare-{input.Partition:0000}"), () => CompareOnceAsync(input, cancellationToken), cancellationToken);

    private async Task<PartitionCompared> CompareOnceAsync(CompareRequest input, CancellationToken cancellationToken)
    {
        var step = await departments.OpenAsync(input.RunId, input.Department, input.Delivery, input.KeyVersion, cancellationToken);
        var records = step.Reader.ReadPeopleAsync(step.Partitions[input.Partition], cancellationToken);
        var summary = await LinkageSteps.ComparePartitionAsync(
            step.Workspace, step.Cohort.Tokens, input.Partition, records, step.Options, cancellationToken);
        return new PartitionCompared(input.Partition, summary.Compared, summary.Candidates);
    }
}
