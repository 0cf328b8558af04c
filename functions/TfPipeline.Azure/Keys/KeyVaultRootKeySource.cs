using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Azure.Keys;

/// <summary>
/// The root key as a secret in Key Vault: 32 bytes in base64, fetched by its explicit version. Asking for "the newest" would
/// let a rotation change the key in the middle of a run.
/// </summary>
public sealed class KeyVaultRootKeySource : IRootKeySource
{
    /// <summary>What the secret is called unless settings say otherwise.</summary>
    public const string DefaultSecretName = "tfp-root";

    /// <summary>What the secret of opt-outs is called.</summary>
    public const string OptOutSecretName = "tfp-opt-out";

    /// <summary>The name of the secret that the ledger of releases is encrypted with; it lies in a vault of its own.</summary>
    public const string LedgerSecretName = "tfp-ledger";

    private readonly SecretClient _client;
    private readonly string _name;
    private readonly string _version;

    /// <summary>Nothing is asked before the first use.</summary>
    /// <param name="vault">The vault's https address.</param>
    /// <param name="version">The version of the secret; required.</param>
    /// <param name="credential">The identity that may read secrets there.</param>
    /// <param name="name">The secret's name.</param>
    /// <param name="options">Transport and retry; by default the library's retries with its logging and tracing off.</param>
    /// <exception cref="RootKeyUnavailableException">No https address or no version.</exception>
    public KeyVaultRootKeySource(Uri vault, string version, TokenCredential credential, string name = DefaultSecretName, SecretClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vault);
        if (!vault.IsAbsoluteUri || !string.Equals(vault.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            throw new RootKeyUnavailableException("the vault's address does not start with https://; give the address of the vault");
        if (string.IsNullOrWhiteSpace(version))
            throw new RootKeyUnavailableException("no version of the secret was given; name the exact version");
        options ??= new SecretClientOptions();
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        _client = new SecretClient(vault, credential, options);
        _name = name;
        _version = version;
    }

    /// <summary>Reads <c>https://{vault}/secrets/{name}/{version}</c>, as the portal shows it.</summary>
    /// <exception cref="RootKeyUnavailableException">Not such an address; it is not repeated.</exception>
    public static KeyVaultRootKeySource At(string identifier, TokenCredential credential, SecretClientOptions? options = null)
        => Uri.TryCreate(identifier, UriKind.Absolute, out var uri)
            && string.Equals(uri.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            && KeyVaultSecretIdentifier.TryCreate(uri, out var secret)
            && !string.IsNullOrEmpty(secret.Version)
            ? new KeyVaultRootKeySource(secret.VaultUri, secret.Version, credential, secret.Name, options)
            : throw new RootKeyUnavailableException("the key's address is not https://{vault}/secrets/{name}/{version}; copy it with its version");

    /// <inheritdoc />
    /// <exception cref="RootKeyUnavailableException">Not there, not readable by this identity, or not 32 bytes.</exception>
    public async Task<RootKey> GetAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var secret = await _client.GetSecretAsync(_name, _version, cancellationToken);
            return Decode(secret.Value);
        }
        catch (RequestFailedException e) when (e.Status != 0)
        {
            throw new RootKeyUnavailableException(Explain(e.Status), isTransient: e.Status is 408 or 429 or >= 500);
        }
        catch (AuthenticationFailedException)
        {
            throw new RootKeyUnavailableException("no Azure identity could sign in; check the identity of this app, or az login", isTransient: false);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or HttpRequestException)
        {
            throw new RootKeyUnavailableException("the vault did not answer; check its address and the network", isTransient: true);
        }
    }

    private RootKey Decode(KeyVaultSecret secret)
    {
        if (!string.Equals(secret.Properties.Version, _version, StringComparison.Ordinal))
            throw new RootKeyUnavailableException("the vault answered with another version than the one asked for");
        var text = (secret.Value ?? "").Trim();
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        try
        {
            if (!Convert.TryFromBase64String(text, bytes, out var length))
                throw new RootKeyUnavailableException($"the secret is not base64; it must hold {RootKey.Size} bytes in base64");
            if (length != RootKey.Size)
                throw new RootKeyUnavailableException($"the secret holds {length} bytes; it must hold {RootKey.Size}");
            return new RootKey(bytes.AsSpan(0, length), _version);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string Explain(int status) => status switch
    {
        401 or 403 => $"the vault refused this identity or the secret is disabled (status {status}); check its role on the vault",
        404 => "the vault has no such secret or version; check name and version",
        _ => $"the vault answered with status {status}",
    };
}
