using System.Collections.Concurrent;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Runs;
using TfPipeline.Runs.Catalogue;

namespace TfPipeline.LocalHub.Tests.Orchestrators;

/// <summary>Activities of the app's names that only write down what they were asked.</summary>
internal sealed class FakeStages
{
    private readonly ConcurrentQueue<string> asked = new();
    private int comparing;

    public IReadOnlyCollection<string> Asked => asked;

    public int MostComparing { get; private set; }

    public string? RefusedDepartment { get; init; }

    public bool LongRefusals { get; init; }

    public string? FailingDepartment { get; init; }

    public int Partitions { get; init; } = 3;

    public ReleaseResult Result { get; init; } = ReleaseResult.Proposed;

    public ReleaseResult Claim { get; init; } = ReleaseResult.Claimed;

    public bool IsNameTaken { get; init; }

    /// <summary>The app's own orchestrators over these activities.</summary>
    public HubFunctions Functions()
    {
        var functions = new HubFunctions()
            .Activity<SnapshotRequest, CohortFrozen>(nameof(SnapshotCohort), SnapshotCohort)
            .Activity<PlanRequest, DepartmentPlanned>(nameof(PlanDepartment), PlanDepartment)
            .Activity<CompareRequest, PartitionCompared>(nameof(CompareDelivery), CompareDelivery)
            .Activity<LinkRequest, DepartmentLinked>(nameof(LinkDepartment), LinkDepartment)
            .Activity<PanelRequest, PanelReady>(nameof(BuildPanel), BuildPanel)
            .Activity<EstimateRequest, EffectsEstimated>(nameof(EstimateEffects), EstimateEffects)
            .Activity<NameRequest, NameChecked>(nameof(CheckRelease), CheckRelease)
            .Activity<ClaimRequest, ReleaseProposed>(nameof(ClaimRelease), ClaimRelease)
            .Activity<ProposeRequest, ReleaseProposed>(nameof(ProposeRelease), ProposeRelease)
            .Activity<DecideInput, ReleaseDecided>(nameof(ApplyDecision), ApplyDecision);
        foreach (var orchestrator in RunCatalogue.All.Where(one => one.Kind == RunFunctionKind.Orchestrator))
            functions.AddOrchestrator(orchestrator.Name, orchestrator.CreateOrchestrator);
        return functions;
    }

    public Task<CohortFrozen> SnapshotCohort(SnapshotRequest input)
    {
        asked.Enqueue($"snapshot {input.RunId}");
        return Task.FromResult(new CohortFrozen(1234, 5, "v7"));
    }

    public Task<DepartmentPlanned> PlanDepartment(PlanRequest input)
    {
        asked.Enqueue($"plan {input.Department} {input.KeyVersion}");
        if (LongRefusals)
            return Task.FromResult(new DepartmentPlanned(input.Department, null, 0, new string('x', 400)));
        return Task.FromResult(input.Department == RefusedDepartment
            ? new DepartmentPlanned(input.Department, null, 0, "no complete delivery of " + input.Department)
            : new DepartmentPlanned(input.Department, "2021-03", Partitions, null));
    }

    public async Task<PartitionCompared> CompareDelivery(CompareRequest input)
    {
        lock (asked)
            MostComparing = Math.Max(MostComparing, ++comparing);
        asked.Enqueue($"compare {input.Department} {input.Delivery} {input.Partition} {input.KeyVersion}");
        await Task.Yield();
        lock (asked)
            comparing--;
        return input.Department == FailingDepartment ? throw new IOException("a disc") : new PartitionCompared(input.Partition, 10, 2);
    }

    public Task<DepartmentLinked> LinkDepartment(LinkRequest input)
    {
        asked.Enqueue($"link {input.Department} {input.Delivery} {input.Partitions} {input.KeyVersion}");
        return Task.FromResult(new DepartmentLinked(input.Department, input.Delivery, 900, 30, 4, 1234));
    }

    public Task<PanelReady> BuildPanel(PanelRequest input)
    {
        asked.Enqueue($"panel {input.RunId} {input.Release} {string.Join('+', input.Deliveries.Select(one => one.Department + "/" + one.Delivery))} {input.KeyVersion}");
        return Task.FromResult(new PanelReady(1234, 6));
    }

    public Task<EffectsEstimated> EstimateEffects(EstimateRequest input)
    {
        asked.Enqueue($"estimate {input.RunId}");
        return Task.FromResult(new EffectsEstimated(42));
    }

    public Task<NameChecked> CheckRelease(NameRequest input)
    {
        asked.Enqueue($"check {input.RunId} {input.Release}");
        return Task.FromResult(new NameChecked(IsNameTaken));
    }

    public Task<ReleaseProposed> ClaimRelease(ClaimRequest input)
    {
        asked.Enqueue($"claim {input.RunId} {input.Release} {input.Again}");
        return Task.FromResult(new ReleaseProposed(input.Release, Claim, null, null));
    }

    public Task<ReleaseProposed> ProposeRelease(ProposeRequest input)
    {
        asked.Enqueue($"propose {input.RunId} {input.Release}");
        return Task.FromResult(new ReleaseProposed(input.Release, Result, null, null));
    }

    public Task<ReleaseDecided> ApplyDecision(DecideInput input)
    {
        asked.Enqueue($"decide {input.Decision}");
        return Task.FromResult(new ReleaseDecided("spring", DecisionResult.Published, null, "hash"));
    }
}
