using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

/// <summary>The compiler and its linter have nothing to say, and say something where a template is wrong.</summary>
[Trait("tier", "unit")]
public sealed class CompilerTests
{
    [Theory]
    [InlineData("main.bicep")]
    [InlineData("events.bicep")]
    public async Task Says_nothing_about_the_templates(string file) => Assert.Empty(await BicepCompiler.DiagnosticsAsync(file));

    [Theory]
    [InlineData("modules/storage-account.bicep", "allowSharedKeyAccess: false", "allowSharedKeysAccess: false", "BCP089")]
    [InlineData("modules/key-vault.bicep", "vaults@2023-07-01", "vaults@2023-07-99", "BCP081")]
    [InlineData("main.bicep", "    monthlyCapGigabytes: 500\n", "", "BCP035")]
    [InlineData("main.bicep", "output VAULT_NAME string = vaultName", "output VAULT_NAME string = listKeys(resourceId(subscription().subscriptionId, groupName, 'Microsoft.Storage/storageAccounts', accounts.landing), '2023-05-01').keys[0].value", "outputs-should-not-contain-secrets")]
    [InlineData("main.bicep", "var networkName =", "var idle = 1\nvar networkName =", "no-unused-vars")]
    [InlineData("modules/container-access.bicep", "name: guid(container.id, link.id, grant.roleName)", "name: guid(container.id, link.properties.principalId, grant.roleName)", "BCP120")]
    public async Task Notices_a_mistake(string file, string from, string to, string code)
    {
        var said = await BicepCompiler.DiagnosticsAsync("main.bicep", folder => BicepCompiler.Replace(folder, file, from, to));
        Assert.Contains(code, said, StringComparison.Ordinal);
        Assert.Contains(code is "BCP089" or "BCP081" ? "Warning" : "Error", said, StringComparison.Ordinal);
    }

    /// <summary>A name that comes out of another module is known only while that module is deployed, and what-if gives up there.</summary>
    [Fact]
    public async Task Refuses_a_name_that_what_if_cannot_know() => Assert.Contains(
        "Error what-if-short-circuiting",
        await BicepCompiler.DiagnosticsAsync("main.bicep", folder =>
        {
            File.AppendAllText(Path.Combine(folder, "modules/key-vault.bicep"), "\n@description('Address.')\noutput uri string = vault.properties.vaultUri\n");
            BicepCompiler.Replace(folder, "main.bicep", "    vaultName: vaultName\n", "    vaultName: vault.outputs.uri\n");
        }),
        StringComparison.Ordinal);
}
