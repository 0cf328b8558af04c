using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Core.Pseudonyms;
using TfPipeline.Core.Storage;
using TfPipeline.Functions.Keys;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Runs;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Storage;
using TfPipeline.Functions.Triggers;

namespace TfPipeline.Functions.Hosting;

/// <summary>Registers what each role may use, and nothing of the other role.</summary>
public static class PipelineServices
{
    /// <summary>The app's services, by its settings; a setting that breaks a rule stops the app at its start.</summary>
    public static IServiceCollection AddPipeline(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSettings<RoleSettings>(configuration);
        services.AddSettings<HistorySettings>(configuration);
        var declared = configuration.Get<RoleSettings>() ?? new RoleSettings();
        if (declared.Problems().Any())
            return services;

        var role = declared.Role;
        services.AddSettings<StorageSettings>(configuration, settings => settings.Read(configuration, role));
        services.AddSingleton(provider => OpenStorage(provider.GetRequiredService<IOptions<StorageSettings>>().Value));
        if (role == AppRole.Release)
        {
            services.AddSettings<ReleaseSettings>(configuration);
            return services.AddReleaseRole();
        }

        services.AddSettings<KeySettings>(configuration);
        services.AddSettings<RunSettings>(configuration);
        services.AddSettings<RetentionSettings>(configuration);
        services.AddSettings<IntakeSettings>(configuration);
        services.AddSingleton(provider => OpenKeys(provider.GetRequiredService<IOptions<KeySettings>>().Value));
        return services.AddLinkRole();
    }

    /// <summary>What the link role runs with: storage within its rights, and the key.</summary>
    public static IServiceCollection AddLinkRole(this IServiceCollection services)
    {
        services.AddStages(AppRole.Link);
        services.AddSingleton<RoleKeys>();
        services.AddSingleton<RunPlanner>();
        services.AddSingleton<UploadStage>();
        services.AddSingleton<CohortStage>();
        services.AddSingleton<DepartmentStage>();
        services.AddSingleton<PanelStage>();
        services.AddSingleton<RetentionStage>();
        services.AddSingleton<LinkRunStarter>();
        return services;
    }

    /// <summary>What the release role runs with: storage within its rights, and no key.</summary>
    public static IServiceCollection AddReleaseRole(this IServiceCollection services)
    {
        services.AddStages(AppRole.Release);
        services.AddSingleton<ReleaseStage>();
        services.AddSingleton<ReleaseRunStarter>();
        return services;
    }

    private static void AddStages(this IServiceCollection services, AppRole role)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ContractCatalogue.BuiltIn);
        services.AddSingleton<BlobMessages>();
        services.AddSingleton<IPipelineStorage>(provider => new RoleScopedStorage(provider.GetRequiredService<OpenStorage>().Storage, role));
    }

    private static void AddSettings<T>(this IServiceCollection services, IConfiguration configuration, Action<T>? read = null)
        where T : class, ICheckedSettings
    {
        var options = services.AddOptions<T>();
        if (read is null)
            options.Bind(configuration);
        else
            options.Configure(read);
        options.ValidateOnStart();
        services.AddSingleton<IValidateOptions<T>, SettingsCheck<T>>();
    }

    private static OpenStorage OpenStorage(StorageSettings settings) => new(settings.ConnectionString is { } emulator
        ? AzureBlobStorage.ForConnectionString(emulator)
        : AzureBlobStorage.ForAccounts(settings.Landing, settings.Working, settings.Analytics, new DefaultAzureCredential()));

    private static KeySources OpenKeys(KeySettings settings) => settings.KeyFile is { Length: > 0 } file
        ? new KeySources(new FileRootKeySource(file), settings.OptOutKeyFile is { Length: > 0 } optOuts ? new FileRootKeySource(optOuts) : null)
        : new KeySources(
            OpenVault(settings, settings.KeyVersion!, KeyVaultRootKeySource.DefaultSecretName),
            settings.OptOutKeyVersion is { Length: > 0 } version ? OpenVault(settings, version, KeyVaultRootKeySource.OptOutSecretName) : null);

    private static KeyVaultRootKeySource OpenVault(KeySettings settings, string version, string name) =>
        new(new Uri(settings.KeyVaultUri!), version, new DefaultAzureCredential(), name);
}

/// <summary>The storage as it was opened, before a role narrows it.</summary>
public sealed record OpenStorage(IPipelineStorage Storage);
