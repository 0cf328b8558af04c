using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Runs.Catalogue;
using TfPipeline.Storage;

namespace TfPipeline.Cli.Hosting;

/// <summary>The services of each role, as in Azure.</summary>
internal static class RoleServices
{
    public static ServiceProvider Link(IPipelineStorage storage, KeySources keys) =>
        new ServiceCollection().AddSingleton(new OpenStorage(storage)).AddSingleton(keys).AddRoleStorage(AppRole.Link).AddLinkRuns().BuildServiceProvider();

    /// <param name="storage">The storage.</param>
    /// <param name="keys">The keys of this machine, for the ledger's; null where it holds none.</param>
    public static ServiceProvider Release(IPipelineStorage storage, KeySources? keys = null) => (keys is null ? new ServiceCollection() : new ServiceCollection().AddSingleton(LedgerKey.OnOneMachine(keys)))
        .AddSingleton(new OpenStorage(storage)).AddSingleton(DisclosurePolicy.Default).AddSingleton(ProposalTerms.Default).AddRoleStorage(AppRole.Release).AddReleaseRuns().BuildServiceProvider();
}
