using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TfPipeline.Azure.Keys;
using TfPipeline.Azure.Storage;
using TfPipeline.Core.Release.Publishing;
using TfPipeline.Functions.Settings;
using TfPipeline.Functions.Stages;
using TfPipeline.Functions.Triggers;
using TfPipeline.Pseudonyms;
using TfPipeline.Runs;
using TfPipeline.Runs.Catalogue;
using TfPipeline.Storage;

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
        services.AddSettings<RetentionSettings>(configuration);
        var declared = configuration.Get<RoleSettings>() ?? new RoleSettings();
        if (declared.Problems().Any())
            return services;

        var role = declared.Role;
        services.AddSettings<StorageSettings>(configuration, settings => settings.Read(configuration, role));
        services.AddSingleton(provider => OpenStorage(provider.GetRequiredService<IOptions<StorageSettings>>().Value));
        if (role == AppRole.Release)
        {
            services.AddSettings<ReleaseSettings>(configuration);
            services.AddSettings<LedgerSettings>(configuration);
            if (OpenLedgerKey(configuration.Get<LedgerSettings>() ?? new LedgerSettings()) is { } ledger)
                services.AddSingleton(ledger);
            return services.AddReleaseRole();
        }

        services.AddSettings<KeySettings>(configuration);
        services.AddSettings<RunSettings>(configuration);
        services.AddSettings<IntakeSettings>(configuration);
        services.AddSingleton(provider => OpenKeys(provider.GetRequiredService<IOptions<KeySettings>>().Value));
        return services.AddLinkRole();
    }

    /// <summary>What the link role runs with: storage within its rights, and the key.</summary>
    public static IServiceCollection AddLinkRole(this IServiceCollection services)
    {
        services.AddLogging();
        services.AddRoleStorage(AppRole.Link).AddLinkRuns();
        services.AddSingleton<BlobMessages>();
        services.AddSingleton<UploadStage>();
        services.AddSingleton<CatchUpStage>();
        services.AddSingleton<IRetentionSweep, RetentionStage>();
        services.AddSingleton<IRetentionSweep, OldWorkStage>();
        return services.AddSingleton<LinkRunStarter>();
    }

    /// <summary>What the release role runs with: storage within its rights, and no linkage key.</summary>
    public static IServiceCollection AddReleaseRole(this IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ReleaseSettings>>().Value.Policy);
        services.AddRoleStorage(AppRole.Release).AddReleaseRuns();
        services.AddSingleton<IRetentionSweep, OldWorkStage>();
        services.AddSingleton<BlobMessages>();
        services.AddSingleton(provider => new ProposalTerms(provider.GetRequiredService<IOptions<ReleaseSettings>>().Value.ProposalDays));
        services.AddSingleton<DecisionStage>();
        return services.AddSingleton<ReleaseRunStarter>();
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

    private static LedgerKey? OpenLedgerKey(LedgerSettings settings) => settings switch
    {
        _ when settings.Problems().Any() => null,
        { LedgerKeyFile: { Length: > 0 } file } => new LedgerKey(new KeySources(new FileRootKeySource(file))),
        { LedgerKeyVaultUri: { Length: > 0 } vault } => new LedgerKey(new KeySources(
            new KeyVaultRootKeySource(new Uri(vault), settings.LedgerKeyVersion!, new DefaultAzureCredential(), KeyVaultRootKeySource.LedgerSecretName))),
        _ => null,
    };

    private static KeyVaultRootKeySource OpenVault(KeySettings settings, string version, string name) =>
        new(new Uri(settings.KeyVaultUri!), version, new DefaultAzureCredential(), name);
}
