using TfPipeline.Core.Cohort;
using TfPipeline.Core.Linkage;
using TfPipeline.Core.Panel.Building;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Files;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Hosting;
using TfPipeline.Functions.Runs;

namespace TfPipeline.Functions.Stages;

/// <summary>The panel of a run: outcomes of all departments, release references, and the marker that hands it over.</summary>
public sealed class PanelStage(IPipelineStorage storage, ContractCatalogue contracts, RoleKeys keys)
{
    /// <summary>
    /// Builds and writes the panel, then the marker. The snapshot's edit tokens go last: until the marker is there, a step of linkage
    /// may have to be repeated.
    /// </summary>
    public async Task<PanelReady> BuildAsync(PanelRequest request, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(request.KeyVersion, cancellationToken);
        var snapshot = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], request.RunId, ring, cancellationToken);
        var references = new ReferenceMaker(ring);
        var cohort = PanelCohorts.From(snapshot, references, ring.Version, request.Release);
        var sources = new List<PanelSource>();
        foreach (var one in request.Deliveries)
            sources.Add(await SourceAsync(request.RunId, one, ring, cancellationToken));

        var panel = await PanelBuilder.BuildAsync(storage[PipelineContainer.Extracts], request.RunId, cohort, sources, cancellationToken);
        await PanelWriter.WriteAsync(storage[PipelineContainer.Panel], panel, cancellationToken);
        await new RunMarker(request.RunId, request.Release).WriteAsync(storage, cancellationToken);
        await new CohortSnapshotter(storage, ring).DeleteEditTokensAsync(request.RunId, cancellationToken);
        return new PanelReady(panel.Info.People, panel.Outcomes.Count);
    }

    private async Task<PanelSource> SourceAsync(string runId, DepartmentDelivery source, KeyRing ring, CancellationToken cancellationToken)
    {
        var delivery = await Deliveries.RequireAsync(
            storage[PipelineContainer.Extracts], contracts, source.Department, source.Delivery, cancellationToken);
        var links = await DepartmentLinkage.ReadLinkSetsAsync(
            new LinkageWorkspace(storage[PipelineContainer.Links], runId, source.Department, ring), cancellationToken);
        return PanelSource.Of(delivery, links);
    }
}
