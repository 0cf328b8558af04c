using System.Globalization;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;

namespace TfPipeline.Runs.Activities;

/// <summary>Chooses a department's newest complete delivery, checks its files, keeps what it finds, and counts over the people.</summary>
public sealed class PlanDepartment(DepartmentStep departments) : GuardedActivity<PlanRequest, DepartmentPlanned>
{
    private const int LongestRefusal = 400;

    /// <inheritdoc />
    protected override async Task<DepartmentPlanned> StepAsync(PlanRequest input, CancellationToken cancellationToken)
    {
        var lookup = await new DeliveryCatalogue(departments.Extracts, departments.Contracts).NewestCompleteAsync(input.Department, cancellationToken);
        if (lookup is DeliveryLookup.Refused refused)
            return await RefuseAsync(input, null, refused.Findings, cancellationToken);

        var found = (DeliveryLookup.Found)lookup;
        try
        {
            return await departments.Attempts(input.RunId).CountAsync(input.Department, "plan", () => PlanAsync(input, found, cancellationToken), cancellationToken);
        }
        catch (DeliveryException unusable)
        {
            return await RefuseAsync(input, found.Delivery.Name, [unusable.Finding], cancellationToken);
        }
    }

    private async Task<DepartmentPlanned> PlanAsync(PlanRequest input, DeliveryLookup.Found found, CancellationToken cancellationToken)
    {
        var delivery = found.Delivery;
        var examined = await DeliveryExamination.RunAsync(departments.Storage, departments.Contracts, found, cancellationToken);
        var audit = DeliveryAudit.Of(examined, input.RunId);
        if (!examined.IsUsable)
            return new(input.Department, null, 0, Words(audit)) { Findings = await audit.WriteAsync(departments.Audit, cancellationToken) };
        var step = await departments.OpenAsync(input.RunId, input.Department, delivery, input.KeyVersion, cancellationToken);
        var records = step.Partitions.Select(partition => step.Reader.ReadPeopleAsync(partition, cancellationToken)).ToList();
        await LinkageSteps.PlanAsync(step.Workspace, step.Cohort.Tokens, records, step.Options, cancellationToken);
        await examined.KeepProfileAsync(departments.Storage, departments.Contracts, cancellationToken);
        return new DepartmentPlanned(input.Department, delivery.Name, step.Partitions.Count, null) { Findings = await audit.WriteAsync(departments.Audit, cancellationToken) };
    }

    private async Task<DepartmentPlanned> RefuseAsync(PlanRequest input, string? delivery, IReadOnlyList<DeliveryFinding> findings, CancellationToken cancellationToken)
    {
        var audit = DeliveryAudit.Of(input.Department, delivery, input.RunId, findings) with { Title = departments.Contracts.Find(input.Department)?.Title };
        return new(input.Department, null, 0, Words(audit)) { Findings = await audit.WriteAsync(departments.Audit, cancellationToken) };
    }

    private static string Words(DeliveryAudit audit)
    {
        var words = Words(audit.Findings);
        return audit.IsHeld ? $"{words} The delivery is held. If it is right, accept it and run again: {DeliveryHold.Command(audit.Department, audit.Delivery!)}" : words;
    }

    // A message of the task hub is short: it has the first finding and the places of the others; the audit area has them all.
    private static string Words(IReadOnlyList<DeliveryFinding> findings)
    {
        var first = Cut(findings[0].ToString(), LongestRefusal);
        return findings.Count == 1
            ? first
            : Cut(string.Create(CultureInfo.InvariantCulture, $"{first} And {findings.Count - 1} more: {string.Join(", ", findings.Skip(1).Select(Place))}."), 2 * LongestRefusal);
    }

    private static string Place(DeliveryFinding finding) =>
        string.Join(' ', new[] { finding.File, finding.Column, finding.Outcome, finding.Rule.ToString() }.OfType<string>());

    private static string Cut(string text, int longest) => text.Length > longest ? text[..(longest - 1)] + "…" : text;
}
