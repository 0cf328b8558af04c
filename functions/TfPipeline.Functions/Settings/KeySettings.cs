namespace TfPipeline.Functions.Settings;

/// <summary>Where the root key is: a vault in Azure, or a file on a developer's machine. The link role only.</summary>
public sealed class KeySettings : ICheckedSettings
{
    /// <summary>Address of the key vault.</summary>
    public string? KeyVaultUri { get; set; }

    /// <summary>The exact version of the secret; "the newest" would let versions change within a run.</summary>
    public string? KeyVersion { get; set; }

    /// <summary>A file of 32 bytes in place of a vault, for synthetic data on a developer's machine.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The version of the secret that opt-outs are filed under. It stays when the root key rotates, so that whoever opted out stays out.
    /// </summary>
    public string? OptOutKeyVersion { get; set; }

    /// <summary>The same as a file, for synthetic data on a developer's machine; where it is not set the root key serves for both.</summary>
    public string? OptOutKeyFile { get; set; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        var hasVault = !string.IsNullOrWhiteSpace(KeyVaultUri);
        if (hasVault == !string.IsNullOrWhiteSpace(KeyFile))
            yield return "Set either KeyVaultUri or KeyFile.";
        if (hasVault && (!Uri.TryCreate(KeyVaultUri, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps))
            yield return "KeyVaultUri is not an https address.";
        if (hasVault && string.IsNullOrWhiteSpace(KeyVersion))
            yield return "KeyVersion is missing: name the exact version of the secret.";
        if (hasVault && string.IsNullOrWhiteSpace(OptOutKeyVersion))
            yield return "OptOutKeyVersion is missing: name the exact version of the secret that opt-outs are filed under.";
        if (!string.IsNullOrWhiteSpace(hasVault ? OptOutKeyFile : OptOutKeyVersion))
            yield return "OptOutKeyVersion goes with KeyVaultUri, OptOutKeyFile with KeyFile.";
    }
}
