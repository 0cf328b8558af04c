using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;
using TfPipeline.Runs.Orchestrators;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Catalogue;

/// <summary>What a function of the catalogue is to a task hub.</summary>
public enum RunFunctionKind
{
    /// <summary>Decides; it is replayed.</summary>
    Orchestrator,

    /// <summary>Works; it may run twice.</summary>
    Activity,
}

/// <summary>A function that a task hub runs.</summary>
/// <param name="Kind">Orchestrator or activity.</param>
/// <param name="Type">The class. Its name is the function's name, by which histories know it and the analysers find it.</param>
/// <param name="Input">Type of the input.</param>
/// <param name="Output">Type of the output.</param>
/// <param name="Role">The role that may run it.</param>
public sealed record RunFunction(RunFunctionKind Kind, Type Type, Type Input, Type Output, AppRole Role)
{
    private readonly Func<IServiceProvider, CancellationToken, ITaskActivity>? createActivity;

    internal RunFunction(Type type, Type input, Type output, AppRole role, Func<IServiceProvider, CancellationToken, ITaskActivity> create)
        : this(RunFunctionKind.Activity, type, input, output, role)
        => createActivity = create;

    /// <summary>The name, which is data: running histories hold it.</summary>
    public string Name => Type.Name;

    /// <summary>The orchestrator.</summary>
    /// <exception cref="InvalidOperationException">This is an activity.</exception>
    public ITaskOrchestrator CreateOrchestrator() => Kind == RunFunctionKind.Orchestrator
        ? (ITaskOrchestrator)Activator.CreateInstance(Type)!
        : throw new InvalidOperationException($"{Name} is an activity.");

    /// <summary>The activity with the services of its role.</summary>
    /// <param name="services">Services to which <see cref="RunServices"/> has added the role.</param>
    /// <param name="stop">Stops the activity.</param>
    /// <exception cref="InvalidOperationException">This is an orchestrator.</exception>
    public ITaskActivity CreateActivity(IServiceProvider services, CancellationToken stop) =>
        createActivity?.Invoke(services, stop) ?? throw new InvalidOperationException($"{Name} is an orchestrator.");
}

/// <summary>All orchestrators and activities. Every host builds from this list.</summary>
public static class RunCatalogue
{
    /// <summary>The functions, orchestrators first.</summary>
    public static IReadOnlyList<RunFunction> All { get; } =
    [
        Orchestrator<LinkRun, LinkRunInput, LinkRunOutcome>(AppRole.Link),
        Orchestrator<DepartmentRun, DepartmentRunInput, DepartmentLinked>(AppRole.Link),
        Orchestrator<ReleaseRun, ReleaseRunInput, ReleaseRunOutcome>(AppRole.Release),
        Orchestrator<DecideRelease, DecideInput, ReleaseDecided>(AppRole.Release),
        Activity<CheckRelease, NameRequest, NameChecked>(AppRole.Link),
        Activity<SnapshotCohort, SnapshotRequest, CohortFrozen>(AppRole.Link),
        Activity<PlanDepartment, PlanRequest, DepartmentPlanned>(AppRole.Link),
        Activity<CompareDelivery, CompareRequest, PartitionCompared>(AppRole.Link),
        Activity<LinkDepartment, LinkRequest, DepartmentLinked>(AppRole.Link),
        Activity<BuildPanel, PanelRequest, PanelReady>(AppRole.Link),
        Activity<ClaimRelease, ClaimRequest, ReleaseProposed>(AppRole.Release),
        Activity<EstimateEffects, EstimateRequest, EffectsEstimated>(AppRole.Release),
        Activity<ProposeRelease, ProposeRequest, ReleaseProposed>(AppRole.Release),
        Activity<ApplyDecision, DecideInput, ReleaseDecided>(AppRole.Release),
    ];

    private static RunFunction Orchestrator<T, TInput, TOutput>(AppRole role)
        where T : TaskOrchestrator<TInput, TOutput>, new()
        => new(RunFunctionKind.Orchestrator, typeof(T), typeof(TInput), typeof(TOutput), role);

    private static RunFunction Activity<T, TInput, TOutput>(AppRole role)
        where T : GuardedActivity<TInput, TOutput>
        => new(typeof(T), typeof(TInput), typeof(TOutput), role, (services, stop) => new BoundActivity<TInput, TOutput>((T)services.GetService(typeof(T))!, stop));
}
