using TfPipeline.Core.Cohort;
using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>The panel of a run: outcomes of all departments, release references, and the marker that hands it over.</summary>
public sealed class BuildPanel(IPipelineStorage storage, ContractCatalogue contracts, RoleKeys keys) : GuardedActivity<PanelRequest, PanelReady>
{
    /// <summary>
    /// Builds and writes the panel, then the marker. The snapshot's edit tokens go last: until the marker is there, a step of linkage
    /// may have to be repeated.
    /// </summary>
    protected override async Task<PanelReady> StepAsync(PanelRequest input, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(input.KeyVersion, cancellationToken);
        var cohort = await CohortAsync(input, ring, cancellationToken);
        var deliveries = new List<Delivery>();
        foreach (var one in input.Deliveries)
            deliveries.Add(await RunDelivery.RequireAsync(Extracts, contracts, one.Department, one.Delivery, cancellationToken));

        var attempts = new DeliveryAttempts(storage[PipelineContainer.Links], input.RunId);
        var panel = await PanelBuilder.WriteAsync(Extracts, storage[PipelineContainer.Panel], input.RunId, cohort, deliveries, SourceAsync, attempts, cancellationToken);
        await new RunMarker(input.RunId, input.Release).WriteAsync(storage, cancellationToken);
        await new CohortSnapshotter(storage, ring).DeleteEditTokensAsync(input.RunId, cancellationToken);
        return new PanelReady(panel.People, panel.Outcomes.Count);

        async Task<PanelSource> SourceAsync(Delivery delivery, CancellationToken token)
        {
            var workspace = new LinkageWorkspace(storage[PipelineContainer.Links], input.RunId, delivery.Department, ring);
            var findings = input.Deliveries.First(d => string.Equals(d.Department, delivery.Department, StringComparison.Ordinal)).Findings;
            return PanelSource.Of(delivery, await LinkageSteps.ReadLinkSetsAsync(workspace, token), await DepartmentStep.FoundAsync(storage, input.RunId, findings, token));
        }
    }

    private IBlobArea Extracts => storage[PipelineContainer.Extracts];

    // In a method of its own, so that the snapshot's tokens are let go before the panel is built.
    private async Task<PanelCohort> CohortAsync(PanelRequest input, KeyRing ring, CancellationToken cancellationToken)
    {
        var snapshot = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], input.RunId, ring, cancellationToken);
        return PanelCohorts.From(snapshot, new ReferenceMaker(ring), ring.Version, input.Release);
    }
}
