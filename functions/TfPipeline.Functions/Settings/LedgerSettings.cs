namespace TfPipeline.Functions.Settings;

/// <summary>
/// Where the release role finds the secret of its ledger. It lies in a vault of its own: the release role may not read the one with the linkage key. Without it
/// a first release is published unrecorded, and a further one is refused once any was recorded.
/// </summary>
public sealed class LedgerSettings : ICheckedSettings
{
    /// <summary>Address of the key vault that only the release role may read.</summary>
    public string? LedgerKeyVaultUri { get; set; }

    /// <summary>The exact version of the secret. It is never rotated: what was recorded must stay readable.</summary>
    public string? LedgerKeyVersion { get; set; }

    /// <summary>A file of 32 bytes in place of a vault, for synthetic data on a developer's machine.</summary>
    public string? LedgerKeyFile { get; set; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        var hasVault = !string.IsNullOrWhiteSpace(LedgerKeyVaultUri);
        if (hasVault && !string.IsNullOrWhiteSpace(LedgerKeyFile))
            yield return "Set either LedgerKeyVaultUri or LedgerKeyFile.";
        if (hasVault && (!Uri.TryCreate(LedgerKeyVaultUri, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps))
            yield return "LedgerKeyVaultUri is not an https address.";
        if (hasVault != !string.IsNullOrWhiteSpace(LedgerKeyVersion))
            yield return "LedgerKeyVersion goes with LedgerKeyVaultUri: name the exact version of the secret.";
    }
}
