using TfPipeline.Reports.DeliveryReceipts;
using TfPipeline.Reports.Rendering;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>What became of a delivery as one page for the department's data owner, in the style of a council's receipt.</summary>
internal static class DeliveryReceiptHtml
{
    /// <summary>UTF-8 HTML; the same audit gives the same bytes.</summary>
    public static Task<byte[]> WriteAsync(DeliveryAudit audit) => new PageRenderer().RenderAsync(new DeliveryReceiptModel
    {
        Department = audit.Title ?? audit.Department,
        Delivery = audit.Delivery,
        Run = audit.Run,
        IsSynthetic = audit.Synthetic,
        Outcome = audit.Used ? DeliveryOutcome.Used : audit.IsHeld ? DeliveryOutcome.Held : DeliveryOutcome.Refused,
        Rows = [.. audit.Rows.Select(r => (r.Key, r.Value))],
        Findings = [.. audit.Findings.Select(Line)],
        Rules = [.. audit.Quality.Select(q => new DeliveryRuleCount(DeliveryQuality.Words(q.Rule), q.Misfits, q.Values))],
        Command = audit.IsHeld ? DeliveryHold.Command(audit.Department, audit.Delivery!) : null,
        Acceptance = audit.Acceptance is { } by ? new DeliveryAcceptanceLine(by.By, DateOnly.FromDateTime(by.At.UtcDateTime), by.Reason) : null,
    });

    private static DeliveryFindingLine Line(DeliveryFinding finding) => new(
        finding.Refuses ? DeliveryFindingKind.Refusal : finding.Holds ? DeliveryFindingKind.Hold : DeliveryFindingKind.Note,
        finding.Rule.ToString(),
        finding.File,
        finding.Column ?? finding.Outcome,
        finding.Rows,
        finding.Share,
        finding.Departure?.ToString(),
        finding.Problem,
        finding.Remedy);
}
