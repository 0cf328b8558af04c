using TfPipeline.Azure.Keys;
using TfPipeline.Cli.Commands;
using TfPipeline.Cli.Terminal;
using TfPipeline.Core.Submissions;
using TfPipeline.Pseudonyms;
using TfPipeline.Storage;
using TfPipeline.TestHost;
using TfPipeline.TestKit;

namespace TfPipeline.Cli.Tests;

/// <summary><c>tfp ingest</c> and <c>tfp watch</c> with keys from a server that speaks Key Vault's protocol.</summary>
[Trait("tier", "integration")]
public sealed class VaultKeyTests : IAsyncLifetime, IDisposable
{
    private const string RootVersion = "0123456789abcdef0123456789abcdef";
    private const string OptOutVersion = "fedcba9876543210fedcba9876543210";

    private readonly TemporaryFolder _folder = new();
    private FolderStorage _storage = null!;
    private TestVault _vault = null!;

    public async Task InitializeAsync()
    {
        _vault = await TestVault.StartAsync();
        _vault.Secrets[$"root/{RootVersion}"] = Convert.ToBase64String(new byte[RootKey.Size]);
        _vault.Secrets[$"tfp-opt-out/{OptOutVersion}"] = Convert.ToBase64String(Enumerable.Repeat((byte)7, RootKey.Size).ToArray());
        _storage = new FolderStorage(_folder.Path);
        await _storage[PipelineContainer.Uploads].WriteAsync($"{CouncilCsv.Gss}/2018-03-31/a.csv", async (output, token) => await output.WriteAsync(CouncilCsv.Of().Bytes(), token));
    }

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ingest_takes_both_keys_from_the_vault()
    {
        Assert.Equal(ExitCode.Ok, await IngestCommand.RunAsync(_storage, Sources(), CancellationToken.None));
        Assert.Equal((RootVersion, OptOutVersion), await VersionsAsync());
        Assert.Contains($"GET /secrets/tfp-opt-out/{OptOutVersion}", _vault.Requests);
    }

    [Fact]
    public async Task Watch_takes_both_keys_from_the_vault()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Assert.Equal(ExitCode.Ok, await WatchCommand.RunAsync(_storage, Sources(), every: 1, _ => stop.Cancel(), stop.Token));
        Assert.Equal((RootVersion, OptOutVersion), await VersionsAsync());
    }

    [Theory]
    [InlineData("ingest")]
    [InlineData("watch")]
    public async Task An_address_of_no_secret_is_refused_before_anything_is_read(string command)
    {
        foreach (var keys in new string[][]
        {
            [],
            ["--key-vault", "https://vault.example/secrets/Canaryson"],
            ["--key-vault", "https://vault.example/secrets/root/1", "--key-file", "Canaryson.key"],
            ["--key-file", "Canaryson.key"],
        })
        {
            var (code, output) = await Tool.RunAsync([command, "--storage", _folder.Path, .. keys]);
            Assert.Equal(2, code);
            Assert.Single(output.Trim().Split('\n'));
            Assert.DoesNotContain("Canaryson", output, StringComparison.Ordinal);
        }
    }

    private KeySources Sources() => new(Source($"/secrets/root/{RootVersion}"), Source($"/secrets/tfp-opt-out/{OptOutVersion}"));

    private KeyVaultRootKeySource Source(string path)
        => KeyVaultRootKeySource.At(new Uri(_vault.Address, path).ToString(), _vault.Credential, _vault.Options);

    private async Task<(string? Root, string? OptOuts)> VersionsAsync()
    {
        await foreach (var (state, _) in new SubmissionStates(_storage).ListAsync(string.Empty))
            return (state.KeyVersion, state.OptOutKeyVersion);
        return default;
    }
}
