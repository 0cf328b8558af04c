using TfPipeline.Core.Cohort;
using TfPipeline.Core.DepartmentLinking;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Linkage;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>
/// What the three steps of one department's linkage share. They may run on different machines. Each step reads the frozen cohort and the
/// delivery anew; tokens of the extract exist in its memory only.
/// </summary>
public sealed class DepartmentStep(IPipelineStorage storage, ContractCatalogue contracts, RoleKeys keys)
{
    internal ContractCatalogue Contracts => contracts;

    internal IPipelineStorage Storage => storage;

    internal IBlobArea Extracts => storage[PipelineContainer.Extracts];

    internal IBlobArea Audit => storage[PipelineContainer.Audit];

    /// <summary>What was found in the delivery when it was planned; null where the run kept nothing.</summary>
    internal static async Task<DeliveryAudit?> FoundAsync(IPipelineStorage storage, string runId, string? place, CancellationToken cancellationToken) =>
        place is null ? null : await DeliveryAudit.FindAsync(storage[PipelineContainer.Audit], DeliveryAudit.BlobOf(runId, place), cancellationToken);

    /// <summary>How often the steps of a run began to read each delivery.</summary>
    internal DeliveryAttempts Attempts(string runId) => new(storage[PipelineContainer.Links], runId);

    /// <summary>Opens what the step needs of the delivery that the run began with.</summary>
    /// <exception cref="DeliveryException">It was changed or taken away since the run began.</exception>
    internal async Task<Opened> OpenAsync(string runId, string department, string delivery, string keyVersion, CancellationToken cancellationToken) =>
        await OpenAsync(runId, department, await RunDelivery.RequireAsync(Extracts, contracts, department, delivery, cancellationToken), keyVersion, cancellationToken);

    internal async Task<Opened> OpenAsync(string runId, string department, Delivery delivery, string keyVersion, CancellationToken cancellationToken)
    {
        var ring = await keys.GetAsync(keyVersion, cancellationToken);
        var cohort = await CohortSnapshot.ReadAsync(storage[PipelineContainer.Cohort], runId, ring, cancellationToken);
        var reader = new DeliveryReader(Extracts, delivery);
        var options = new LinkageOptions
        {
            Cardinality = delivery.Contract.People.RecordsPerPerson == RecordsPerPerson.Many ? Cardinality.SeveralRecordsPerPerson : Cardinality.OneToOne,
        };
        return new Opened(
            new LinkageWorkspace(storage[PipelineContainer.Links], runId, department, ring),
            cohort,
            delivery,
            reader,
            await reader.PartitionsAsync(cancellationToken: cancellationToken),
            options);
    }

    internal sealed record Opened(
        LinkageWorkspace Workspace, CohortSnapshot Cohort, Delivery Delivery, DeliveryReader Reader, IReadOnlyList<DeliveryPartition> Partitions, LinkageOptions Options);
}
