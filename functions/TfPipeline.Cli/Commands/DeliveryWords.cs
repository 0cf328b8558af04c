using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary>Says everything that a run found in the departments' deliveries, so that all of it can be mended for the next ones.</summary>
internal static class DeliveryWords
{
    public static async Task WriteAsync(IPipelineStorage storage, LinkRunOutcome link, CancellationToken cancellationToken)
    {
        var audits = await ReadAsync(storage, link, cancellationToken);
        foreach (var (place, audit) in audits)
        {
            foreach (var line in Lines(audit))
                Console.Error.WriteLine($"tfp: {line}");
            if (audit.Findings.Count > 0)
                Console.Error.WriteLine($"tfp: receipt for the data owner of {audit.Department}: audit/{DeliveryAudit.PageOf(audit.Run, place)}");
        }

        if (audits.Any(a => a.Audit.Findings.Count > 0))
            Console.Error.WriteLine($"tfp: all that was found in deliveries is kept in audit/deliveries/{link.RunId}/");
    }

    public static async Task<IReadOnlyList<(string Place, DeliveryAudit Audit)>> ReadAsync(IPipelineStorage storage, LinkRunOutcome link, CancellationToken cancellationToken)
    {
        var found = new List<(string, DeliveryAudit)>();
        if (link.RunId is not { } run)
            return found;
        foreach (var place in link.Findings)
        {
            if (await DeliveryAudit.FindAsync(storage[PipelineContainer.Audit], DeliveryAudit.BlobOf(run, place), cancellationToken) is { } audit)
                found.Add((place, audit));
        }

        return found;
    }

    private static IEnumerable<string> Lines(DeliveryAudit audit)
    {
        foreach (var finding in audit.Findings.Where(IsSaid))
            yield return $"{(finding.Refuses ? "" : finding.Holds ? audit.Acceptance is null ? "held: " : "accepted: " : "note: ")}{finding}";
        if (audit.Acceptance is { } acceptance)
            yield return $"delivery {audit.Delivery} of {audit.Department} was accepted by {acceptance.By}, because: {acceptance.Reason}";
        if (audit.IsHeld)
            yield return $"delivery {audit.Delivery} of {audit.Department} is held. If it is right, accept it and run again: {DeliveryHold.Command(audit.Department, audit.Delivery!)}";
    }

    // Every extract has some identifiers that cannot be read; below the limit they concern the linkage alone.
    private static bool IsSaid(DeliveryFinding finding) => finding.Refuses || finding.Rule != DeliveryRule.IdentifierReadable;
}
