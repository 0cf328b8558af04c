using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TfPipeline.Core.Panel.Contracts;
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

    /// <summary>The release role. Needs an <see cref="IPipelineStorage"/> and a <see cref="DisclosurePolicy"/>; there is no key.</summary>
    public static IServiceCollection AddReleaseRuns(this IServiceCollection services) => services.AddRuns(AppRole.Release);

    private static IServiceCollection AddRuns(this IServiceCollection services, AppRole role)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ContractCatalogue.BuiltIn);
        foreach (var activity in RunCatalogue.All.Where(one => one.Kind == RunFunctionKind.Activity && one.Role == role))
            services.AddSingleton(activity.Type);
        return services;
    }
}
