using Microsoft.DurableTask;
using TfPipeline.Runs.Activities;

namespace TfPipeline.Runs.Orchestrators;

/// <summary>
/// A linkage run: freeze the cohort, plan every department, link each, build the panel. A department without a usable delivery, or
/// nobody in the cohort, refuses the run before anything is compared, and says why; an input that breaks a rule refuses it at once.
/// </summary>
public sealed class LinkRun : TaskOrchestrator<LinkRunInput, LinkRunOutcome>
{
    /// <inheritdoc />
    public override async Task<LinkRunOutcome> RunAsync(TaskOrchestrationContext context, LinkRunInput input)
    {
        var stage = new RunProgressReporter(context);
        if (RunRequests.Problems(input) is { Count: > 0 } wrong)
        {
            stage.Enter(RunStage.Refused);
            return new LinkRunOutcome(RunStage.Refused, 0, [], wrong);
        }

        stage.Enter(RunStage.Snapshot);
        var cohort = await context.CallActivityAsync<CohortFrozen>(
            nameof(SnapshotCohort), new SnapshotRequest(input.RunId), Retries.Standard);

        stage.Enter(RunStage.Planning, input.Departments.Count);
        var plans = await FanOut.RunAsync(input.Departments, input.DepartmentsAtOnce, department => stage.CountAsync(
            context.CallActivityAsync<DepartmentPlanned>(
                nameof(PlanDepartment), new PlanRequest(input.RunId, department, cohort.KeyVersion), Retries.Standard)));
        var findings = plans.Select(plan => plan.Findings).OfType<string>().ToList();
        var refusals = plans.Select(plan => plan.Refusal).OfType<string>().ToList();
        if (cohort.People == 0)
            refusals.Insert(0, "Cohort: there is nobody in it. Ingest the councils' uploads first, and read their receipts.");
        if (refusals.Count > 0)
        {
            stage.Enter(RunStage.Refused);
            return new LinkRunOutcome(RunStage.Refused, cohort.People, [], Refusals.Fit(refusals)) { RunId = input.RunId, Findings = findings };
        }

        stage.Enter(RunStage.Linking, plans.Length);
        var linked = await FanOut.RunAsync(plans, input.DepartmentsAtOnce, plan => stage.CountAsync(Link(context, input, plan, cohort.KeyVersion)));

        stage.Enter(RunStage.BuildingPanel);
        var deliveries = linked.Zip(plans, (one, plan) => new DepartmentDelivery(one.Department, one.Delivery) { Findings = plan.Findings }).ToList();
        await context.CallActivityAsync<PanelReady>(
            nameof(BuildPanel), new PanelRequest(input.RunId, input.Release, deliveries, cohort.KeyVersion), Retries.Standard);

        stage.Enter(RunStage.PanelReady);
        return new LinkRunOutcome(RunStage.PanelReady, cohort.People, linked, []) { RunId = input.RunId, Findings = findings };
    }

    private static Task<DepartmentLinked> Link(TaskOrchestrationContext context, LinkRunInput input, DepartmentPlanned plan, string keyVersion) =>
        context.CallSubOrchestratorAsync<DepartmentLinked>(
            nameof(DepartmentRun),
            new DepartmentRunInput(input.RunId, plan.Department, plan.Delivery!, plan.Partitions, input.PartitionsAtOnce, keyVersion) { Findings = plan.Findings },
            new SubOrchestrationOptions(retry: null, instanceId: $"{context.InstanceId}.{plan.Department}"));
}
