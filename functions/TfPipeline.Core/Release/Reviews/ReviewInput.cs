using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;

namespace TfPipeline.Core.Release.Reviews;

/// <summary>What the page for the checker is made from.</summary>
/// <param name="Makeup">What the release was made from.</param>
/// <param name="Facts">What it says besides figures.</param>
/// <param name="Statement">The verdicts.</param>
/// <param name="Audit">What is withheld by which rule.</param>
/// <param name="Effects">The estimates with their flags.</param>
/// <param name="Deliveries">What the check of each delivery found.</param>
/// <param name="Last">What the newest release that stands was made from; null where there is none.</param>
internal sealed record ReviewInput(
    ReleaseMakeup Makeup,
    ReleaseFacts Facts,
    DisclosureStatement Statement,
    DisclosureAudit Audit,
    IReadOnlyList<OutcomeEffect> Effects,
    IReadOnlyList<DeliveryAudit> Deliveries,
    ReleaseMakeup? Last)
{
    /// <summary>What is renewed of earlier releases; null where that was not examined.</summary>
    public RenewalSummary? Renewal { get; init; }

    /// <summary>Reads what others have left in the audit area.</summary>
    public static async Task<ReviewInput> ReadAsync(
        IPipelineStorage storage, PanelData panel, EvaluationResult evaluation, ReleaseFacts facts, ClearedRelease cleared, CancellationToken cancellationToken)
    {
        var audit = storage[PipelineContainer.Audit];
        var deliveries = new List<DeliveryAudit>();
        await foreach (var blob in audit.ListAsync($"deliveries/{panel.Info.RunId}/", cancellationToken))
        {
            // Beside each lies the page for the data owner.
            if (blob.Name.EndsWith(".json", StringComparison.Ordinal) && await DeliveryAudit.FindAsync(audit, blob.Name, cancellationToken) is { Used: true } found)
                deliveries.Add(found);
        }

        var last = (await new ReleaseRegister(storage).ListAsync(cancellationToken)).Where(release => release.MayBeLatest && release.Release != facts.Release)
            .OrderBy(release => release.Publication!.At).ThenBy(release => release.Release, StringComparer.Ordinal).LastOrDefault();
        return new ReviewInput(
            Of(panel, facts, cleared.Statement.PolicyVersion),
            facts,
            cleared.Statement,
            cleared.Audit,
            evaluation.Effects,
            deliveries,
            last is null ? null : await SmallJson.ReadAsync<ReleaseMakeup>(audit, ReleaseMakeup.BlobOf(last.Release), cancellationToken))
        {
            Renewal = cleared.Renewal,
        };
    }

    private static ReleaseMakeup Of(PanelData panel, ReleaseFacts facts, string policyVersion) => new()
    {
        Release = facts.Release,
        Run = panel.Info.RunId,
        Synthetic = facts.Synthetic,
        People = panel.Info.People,
        Families = panel.Info.Families,
        Councils = [.. panel.People.Council.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Deliveries = new(panel.Info.Departments.ToDictionary(d => d.Code, d => d.Delivery, StringComparer.Ordinal), StringComparer.Ordinal),
        Contracts = new(panel.Info.Departments.ToDictionary(d => d.Code, d => d.ContractVersion, StringComparer.Ordinal), StringComparer.Ordinal),
        PolicyVersion = policyVersion,
        EstimatesVersion = EvaluationResult.CurrentVersion,
        Build = typeof(ReleaseMakeup).Assembly.ManifestModule.ModuleVersionId.ToString("n"),
        Revision = facts.Revision,
    };
}
