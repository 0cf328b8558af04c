using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Panel.Deliveries;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>Tells a store of made-up data from one that may hold people.</summary>
internal static class SyntheticOnly
{
    /// <summary>True where there are deliveries and the newest one of each department says that it is synthetic.</summary>
    public static async Task<bool> HoldsAsync(IPipelineStorage storage, CancellationToken cancellationToken)
    {
        var contracts = ContractCatalogue.BuiltIn;
        var deliveries = new DeliveryCatalogue(storage[PipelineContainer.Extracts], contracts);
        var found = 0;
        foreach (var contract in contracts.All)
        {
            if (await deliveries.NewestCompleteAsync(contract.Department, cancellationToken) is not DeliveryLookup.Found { Delivery: var delivery })
                continue;
            if (!delivery.Manifest.Synthetic)
                return false;
            found++;
        }

        return found > 0;
    }
}
