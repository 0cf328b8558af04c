using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;

namespace TfPipeline.Runs.Activities;

/// <summary>Chooses a department's newest complete delivery, checks its files, and counts over it.</summary>
public sealed class PlanDepartment(DepartmentStep departments) : GuardedActivity<PlanRequest, DepartmentPlanned>
{
    private const int LongestRefusal = 400;

    /// <inheritdoc />
    protected override async Task<DepartmentPlanned> StepAsync(PlanRequest input, CancellationToken cancellationToken)
    {
        var lookup = await new DeliveryCatalogue(departments.Extracts, departments.Contracts).NewestCompleteAsync(input.Department, cancellationToken);
        if (lookup is DeliveryLookup.Refused refused)
            return Refuse(input.Department, refused.Findings);

        var delivery = ((DeliveryLookup.Found)lookup).Delivery;
        try
        {
            return await departments.Attempts(input.RunId).CountAsync(input.Department, "plan", () => PlanAsync(input, delivery, cancellationToken), cancellationToken);
        }
        catch (DeliveryException unusable)
        {
            return Refuse(input.Department, [unusable.Finding]);
        }
    }

    // The people are decoded once: by the count, which throws for a file that cannot be read as the check would have said it.
    private async Task<DepartmentPlanned> PlanAsync(PlanRequest input, Delivery delivery, CancellationToken cancellationToken)
    {
        if (await DeliveryCheck.RunAsync(departments.Extracts, delivery, cancellationToken) is { Count: > 0 } findings)
            return Refuse(input.Department, findings);
        var step = await departments.OpenAsync(input.RunId, input.Department, delivery, input.KeyVersion, cancellationToken);
        var records = step.Partitions.Select(partition => step.Reader.ReadPeopleAsync(partition, cancellationToken)).ToList();
        await LinkageSteps.PlanAsync(step.Workspace, step.Cohort.Tokens, records, step.Options, cancellationToken);
        return new DepartmentPlanned(input.Department, delivery.Name, step.Partitions.Count, null);
    }

    private static DepartmentPlanned Refuse(string department, IReadOnlyList<DeliveryFinding> findings)
    {
        var more = findings.Count > 1 ? FormattableString.Invariant($" ({findings.Count - 1} more findings)") : string.Empty;
        var first = findings[0].ToString();
        return new DepartmentPlanned(department, null, 0, (first.Length > LongestRefusal ? first[..LongestRefusal] : first) + more);
    }
}
