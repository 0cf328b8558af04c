using Microsoft.Extensions.DependencyInjection;
using TfPipeline.Storage;

namespace TfPipeline.Azure.Storage;

/// <summary>The storage as it was opened, before a role narrows it.</summary>
public sealed record OpenStorage(IPipelineStorage Storage);

/// <summary>Gives the services of a role the storage that the role may use, and no other.</summary>
public static class RoleStorage
{
    /// <summary>Needs an <see cref="OpenStorage"/> among the services.</summary>
    public static IServiceCollection AddRoleStorage(this IServiceCollection services, AppRole role) =>
        services.AddSingleton<IPipelineStorage>(provider => new RoleScopedStorage(provider.GetRequiredService<OpenStorage>().Storage, role));
}
