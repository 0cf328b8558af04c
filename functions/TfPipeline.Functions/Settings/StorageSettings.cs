using Microsoft.Extensions.Configuration;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Settings;

/// <summary>
/// The storage accounts, in the settings that the triggers read too: <c>Landing__blobServiceUri</c> for an address with an identity, or
/// <c>Landing</c> for a connection string, which is for an emulator only.
/// </summary>
public sealed class StorageSettings : ICheckedSettings
{
    private readonly List<string> missing = [];

    /// <summary>One connection string for all accounts, or null.</summary>
    public string? ConnectionString { get; private set; }

    /// <summary>Uploads, extracts, receipts and summaries.</summary>
    public Uri? Landing { get; private set; }

    /// <summary>Cohort, links, panel, estimates, audit and run records.</summary>
    public Uri? Working { get; private set; }

    /// <summary>Releases; the release role only.</summary>
    public Uri? Analytics { get; private set; }

    /// <summary>Reads what the role needs.</summary>
    public void Read(IConfiguration configuration, AppRole role)
    {
        var emulators = new[] { nameof(Landing), nameof(Working), nameof(Analytics) }.Select(name => configuration[name]).Where(text => !string.IsNullOrWhiteSpace(text)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (emulators.Count > 1)
            missing.Add("Landing, Working and Analytics are connection strings of different accounts: use one emulator, or addresses (Landing__blobServiceUri).");
        ConnectionString = emulators.FirstOrDefault();
        if (ConnectionString is not null)
            return;

        Landing = Address(configuration, nameof(Landing));
        Working = Address(configuration, nameof(Working));
        Analytics = role == AppRole.Release ? Address(configuration, nameof(Analytics)) : null;
    }

    /// <inheritdoc />
    public IEnumerable<string> Problems() => missing;

    private Uri? Address(IConfiguration configuration, string account)
    {
        if (Uri.TryCreate(configuration[$"{account}:blobServiceUri"], UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)
            return address;

        missing.Add($"{account}__blobServiceUri is missing or is not an https address.");
        return null;
    }
}
