using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Runs;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Commands;

/// <summary>Says everything that a run found in the departments' deliveries, so that all of it can be mended for the next ones.</summary>
internal static class DeliveryWords
{
    public static async Task WriteAsync(IPipelineStorage storage, LinkRunOutcome link, CancellationToken cancellationToken)
    {
        foreach (var found in await ReadAsync(storage, link, cancellationToken))
            foreach (var finding in found.Findings.Where(IsSaid))
                Console.Error.WriteLine($"tfp: {(finding.Refuses ? "" : "note: ")}{finding}");
        if (link.Findings.Count > 0)
            Console.Error.WriteLine($"tfp: all that was found in deliveries is kept in audit/deliveries/{link.RunId}/");
    }

    // Every extract has some identifiers that cannot be read; below the limit they concern the linkage alone.
    private static bool IsSaid(DeliveryFinding finding) => finding.Refuses || finding.Rule != DeliveryRule.IdentifierReadable;

    public static async Task<IReadOnlyList<DeliveryAudit>> ReadAsync(IPipelineStorage storage, LinkRunOutcome link, CancellationToken cancellationToken)
    {
        var found = new List<DeliveryAudit>();
        if (link.RunId is not { } run)
            return found;
        foreach (var place in link.Findings)
        {
            if (await DeliveryAudit.FindAsync(storage[PipelineContainer.Audit], DeliveryAudit.BlobOf(run, place), cancellationToken) is { } audit)
                found.Add(audit);
        }

        return found;
    }
}
