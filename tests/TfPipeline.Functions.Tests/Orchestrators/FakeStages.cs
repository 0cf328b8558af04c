using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Runs;

namespace TfPipeline.Functions.Tests.Orchestrators;

/// <summary>Activities of the app's names that only write down what they were asked.</summary>
internal sealed class FakeStages
{
    private readonly ConcurrentQueue<string> asked = new();
    private int comparing;

    public IReadOnlyCollection<string> Asked => asked;

    public int MostComparing { get; private set; }

    public string? RefusedDepartment { get; init; }

    public string? FailingDepartment { get; init; }

    public int Partitions { get; init; } = 3;

    public ReleaseResult Result { get; init; } = ReleaseResult.Published;

    [Function(nameof(SnapshotCohort))]
    public Task<CohortFrozen> SnapshotCohort([ActivityTrigger] SnapshotRequest input)
    {
        asked.Enqueue($"snapshot {input.RunId}");
        return Task.FromResult(new CohortFrozen(1234, 5, "v7"));
    }

    [Function(nameof(PlanDepartment))]
    public Task<DepartmentPlanned> PlanDepartment([ActivityTrigger] PlanRequest input)
    {
        asked.Enqueue($"plan {input.Department} {input.KeyVersion}");
        return Task.FromResult(input.Department == RefusedDepartment
            ? new DepartmentPlanned(input.Department, null, 0, "no complete delivery of " + input.Department)
            : new DepartmentPlanned(input.Department, "2021-03", Partitions, null));
    }

    [Function(nameof(CompareDelivery))]
    public async Task<PartitionCompared> CompareDelivery([ActivityTrigger] CompareRequest input)
    {
        lock (asked)
            MostComparing = Math.Max(MostComparing, ++comparing);
        asked.Enqueue($"compare {input.Department} {input.Delivery} {input.Partition} {input.KeyVersion}");
        await Task.Yield();
        lock (asked)
            comparing--;
        return input.Department == FailingDepartment ? throw new IOException("a disc") : new PartitionCompared(input.Partition, 10, 2);
    }

    [Function(nameof(LinkDepartment))]
    public Task<DepartmentLinked> LinkDepartment([ActivityTrigger] LinkRequest input)
    {
        asked.Enqueue($"link {input.Department} {input.Delivery} {input.Partitions} {input.KeyVersion}");
        return Task.FromResult(new DepartmentLinked(input.Department, input.Delivery, 900, 30, 4, 1234));
    }

    [Function(nameof(BuildPanel))]
    public Task<PanelReady> BuildPanel([ActivityTrigger] PanelRequest input)
    {
        asked.Enqueue($"panel {input.RunId} {input.Release} {string.Join('+', input.Deliveries.Select(one => one.Department + "/" + one.Delivery))} {input.KeyVersion}");
        return Task.FromResult(new PanelReady(1234, 6));
    }

    [Function(nameof(EstimateEffects))]
    public Task<EffectsEstimated> EstimateEffects([ActivityTrigger] EstimateRequest input)
    {
        asked.Enqueue($"estimate {input.RunId}");
        return Task.FromResult(new EffectsEstimated(42));
    }

    [Function(nameof(PublishRelease))]
    public Task<ReleaseWritten> PublishRelease([ActivityTrigger] PublishRequest input)
    {
        asked.Enqueue($"publish {input.RunId} {input.Release}");
        return Task.FromResult(new ReleaseWritten(input.Release, Result, null));
    }
}
