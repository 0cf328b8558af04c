using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Activities;

/// <summary>Finds the delivery that a run began with.</summary>
internal static class RunDelivery
{
    /// <exception cref="DeliveryException">It was changed or taken away since the run began.</exception>
    public static async Task<Delivery> RequireAsync(
        IBlobArea extracts, ContractCatalogue contracts, string department, string delivery, CancellationToken cancellationToken) =>
        await new DeliveryCatalogue(extracts, contracts).FindAsync(department, delivery, cancellationToken) switch
        {
            DeliveryLookup.Found found => found.Delivery,
            DeliveryLookup.Refused { Findings: var findings } => throw new DeliveryException(findings[0]),
            _ => throw new InvalidOperationException("A lookup of a delivery gives one or the reasons why there is none."),
        };
}
