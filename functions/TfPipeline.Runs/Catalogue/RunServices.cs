using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Release.Decisions;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Disclosure;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs.Activities;
using TfPipeline.Storage;

namespace TfPipeline.Runs.Catalogue;

/// <summary>Registers what the activities of a role work with. The host adds the storage within the role's rights, and the keys.</summary>
public static class RunServices
{
    /// <summary>The link role. Needs an <see cref="IPipelineStorage"/> and <see cref="KeySources"/>.</summary>
    public static IServiceCollection AddLinkRuns(this IServiceCollection services)
    {
        services.AddRuns(AppRole.Link);
        services.AddSingleton<RoleKeys>();
        services.AddSingleton<RunPlanner>();
        return services.AddSingleton<DepartmentStep>();
    }

    /// <summary>The release role. Needs an <see cref="IPipelineStorage"/>, a <see cref="DisclosurePolicy"/> and <see cref="ProposalTerms"/>; there is no key.</summary>
    public static IServiceCollection AddReleaseRuns(this IServiceCollection services)
    {
        services.AddRuns(AppRole.Release);
        services.AddSingleton<ProposalWriter>();
        services.AddSingleton<DecisionMaker>();
        return services.AddSingleton<ProposalWatch>();
    }

    private static IServiceCollection AddRuns(this IServiceCollection services, AppRole role)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ContractCatalogue.BuiltIn);
        services.TryAddSingleton<ReleaseRegister>();
        foreach (var activity in RunCatalogue.All.Where(one => one.Kind == RunFunctionKind.Activity && one.Role == role))
            services.AddSingleton(activity.Type);
        return services;
    }
}
