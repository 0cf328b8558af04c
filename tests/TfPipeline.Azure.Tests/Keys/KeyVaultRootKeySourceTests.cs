using System.Net;
using Azure.Core;
using Azure.Identity;
using TfPipeline.Azure.Keys;
using TfPipeline.Pseudonyms;
using TfPipeline.TestKit;

namespace TfPipeline.Azure.Tests.Keys;

[Trait("tier", "integration")]
public sealed class KeyVaultRootKeySourceTests : IAsyncLifetime
{
    private const string Version = "0123456789abcdef0123456789abcdef";
    private static readonly byte[] Secret = [.. Enumerable.Range(1, RootKey.Size).Select(i => (byte)i)];

    private TestVault _vault = null!;

    public async Task InitializeAsync() => _vault = await TestVault.StartAsync();

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    [Fact]
    public async Task Fetches_the_named_version_and_keeps_it_with_the_key()
    {
        _vault.Secrets[$"tfp-root/{Version}"] = Convert.ToBase64String(Secret);
        using var key = await Source().GetAsync();
        Assert.Equal(Version, key.Version);
        using var fetched = new KeyRing(key);
        using var expected = new KeyRing(new RootKey(Secret, Version));
        Assert.Equal(expected.Derive("test"), fetched.Derive("test"));
        Assert.All(_vault.Requests, request => Assert.Equal($"GET /secrets/tfp-root/{Version}", request));
        Assert.Equal(2, _vault.Requests.Count);
    }

    [Fact]
    public async Task An_identifier_from_the_portal_names_vault_secret_and_version()
    {
        _vault.Secrets[$"other/{Version}"] = Convert.ToBase64String(Secret);
        var source = KeyVaultRootKeySource.At(new Uri(_vault.Address, $"/secrets/other/{Version}").ToString(), _vault.Credential, _vault.Options);
        using var key = await source.GetAsync();
        Assert.Equal(Version, key.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vault/secrets/marked/1")]
    [InlineData("https://vault.example/secrets/marked")]
    [InlineData("http://vault.example/secrets/marked/1")]
    [InlineData("https://vault.example/")]
    public void An_identifier_without_a_version_is_refused(string identifier)
    {
        var refused = Assert.Throws<RootKeyUnavailableException>(() => KeyVaultRootKeySource.At(identifier, _vault.Credential));
        Assert.DoesNotContain("marked", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_source_without_a_version_is_refused(string version)
        => Assert.Throws<RootKeyUnavailableException>(() => new KeyVaultRootKeySource(_vault.Address, version, _vault.Credential));

    [Theory]
    [InlineData(RootKey.Size - 1)]
    [InlineData(RootKey.Size + 1)]
    [InlineData(0)]
    [InlineData(64)]
    public async Task A_secret_of_another_size_is_refused_by_its_size_alone(int size)
    {
        var text = Convert.ToBase64String(Enumerable.Repeat((byte)0x5A, size).ToArray());
        _vault.Secrets[$"tfp-root/{Version}"] = text;
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => Source().GetAsync());
        Assert.Contains($" {size} bytes", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Wlpa", refused.ToString(), StringComparison.Ordinal);
        Assert.False(refused.IsTransient);
    }

    [Fact]
    public async Task A_secret_that_is_not_base64_is_refused_and_not_shown()
    {
        _vault.Secrets[$"tfp-root/{Version}"] = "correct horse battery staple";
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => Source().GetAsync());
        Assert.DoesNotContain("horse", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, false)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    public async Task A_refusal_of_the_vault_is_named_without_its_text(HttpStatusCode status, bool isTransient)
    {
        _vault.Fault = status;
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => Source().GetAsync());
        Assert.Contains($"{(int)status}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, refused.IsTransient);
        Assert.DoesNotContain("marked-server-text", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_vault.Address.Host, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_version_is_refused()
    {
        _vault.Secrets["tfp-root/another"] = Convert.ToBase64String(Secret);
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => Source().GetAsync());
        Assert.Contains("version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_named_as_such()
    {
        var address = _vault.Address;
        await _vault.DisposeAsync();
        var source = new KeyVaultRootKeySource(address, Version, _vault.Credential, options: new() { Retry = { MaxRetries = 0 } });
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => source.GetAsync());
        Assert.True(refused.IsTransient);
    }

    [Fact]
    public async Task An_identity_that_cannot_sign_in_is_named_as_such()
    {
        var source = new KeyVaultRootKeySource(_vault.Address, Version, new NoIdentity(), options: _vault.Options);
        var refused = await Assert.ThrowsAsync<RootKeyUnavailableException>(() => source.GetAsync());
        Assert.Contains("identity", refused.Message, StringComparison.Ordinal);
    }

    private KeyVaultRootKeySource Source() => new(_vault.Address, Version, _vault.Credential, options: _vault.Options);

    private sealed class NoIdentity : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => throw new CredentialUnavailableException("nobody is signed in");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
            => throw new CredentialUnavailableException("nobody is signed in");
    }
}
