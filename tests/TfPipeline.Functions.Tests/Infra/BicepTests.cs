using System.Text.RegularExpressions;

namespace TfPipeline.Functions.Tests.Infra;

[Trait("tier", "unit")]
public sealed class BicepTests
{
    [Fact]
    public async Task Every_file_parses()
    {
        foreach (var file in await BicepFile.AllAsync())
            Assert.True(file.Errors.Length == 0, $"{file.Name} does not parse at line {string.Join(", ", file.Errors)}.");
    }

    [Fact]
    public async Task Every_parameter_and_output_is_described_and_every_parameter_used()
    {
        foreach (var file in await BicepFile.AllAsync())
        {
            Assert.All(file.Params, p => Assert.True(p.Described, $"{file.Name}: {p.Name} has no description."));
            Assert.All(file.Outputs, o => Assert.True(o.Described, $"{file.Name}: output {o.Name} has no description."));
            Assert.All(file.Params, p => Assert.True(file.Identifiers.Count(i => i == p.Name) > 1, $"{file.Name}: {p.Name} is not used."));
        }
    }

    [Fact]
    public async Task Every_module_is_used_and_called_with_exactly_its_parameters()
    {
        var files = await BicepFile.AllAsync();
        var called = new HashSet<string>(StringComparer.Ordinal) { "main.bicep", "events.bicep", "types.bicep" };
        foreach (var file in files)
        {
            foreach (var module in file.Modules)
            {
                var target = files.Single(f => f.Name == Path.GetFileName(module.Target));
                called.Add(target.Name);
                var given = module.Body["params"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);
                var wanted = target.Params.Select(p => p.Name).Order(StringComparer.Ordinal);
                Assert.Equal(wanted, given);
            }
        }

        Assert.Empty(files.Select(f => f.Name).Except(called, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_resource_pins_a_dated_version()
    {
        var dated = new Regex(@"^[A-Za-z.]+/[A-Za-z/]+@\d{4}-\d{2}-\d{2}(-preview)?$", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var file in await BicepFile.AllAsync())
            Assert.All(file.Resources, r => Assert.Matches(dated, r.Target));
    }

    [Fact]
    public async Task Storage_accounts_take_no_shared_key_and_no_public_traffic()
    {
        var accounts = (await BicepFile.AllAsync()).SelectMany(f => f.Resources)
            .Where(r => r.Target.StartsWith("Microsoft.Storage/storageAccounts@", StringComparison.Ordinal) && !r.Existing).ToArray();
        var account = Assert.Single(accounts).Body["properties"]!;
        Assert.False(account["allowSharedKeyAccess"]!.GetValue<bool>());
        Assert.False(account["allowBlobPublicAccess"]!.GetValue<bool>());
        Assert.Equal("Disabled", account["publicNetworkAccess"]!.GetValue<string>());
        Assert.Equal("Deny", account["networkAcls"]!["defaultAction"]!.GetValue<string>());
        Assert.True(account["encryption"]!["requireInfrastructureEncryption"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_vault_is_private_and_cannot_be_purged()
    {
        var vault = (await BicepFile.NamedAsync("key-vault.bicep")).Resources.Single(r => r.Target.StartsWith("Microsoft.KeyVault/vaults@", StringComparison.Ordinal));
        var properties = vault.Body["properties"]!;
        Assert.True(properties["enableRbacAuthorization"]!.GetValue<bool>());
        Assert.True(properties["enablePurgeProtection"]!.GetValue<bool>());
        Assert.Equal("Disabled", properties["publicNetworkAccess"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_template_holds_or_prints_a_secret()
    {
        var keys = new Regex(@"listKeys|listSecrets|listAccountSas|AccountKey|@secure|SharedAccessKey", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach (var file in await BicepFile.AllAsync())
        {
            Assert.DoesNotContain(file.Params, p => p.Secure);
            Assert.DoesNotContain(file.Outputs, o => keys.IsMatch(o.Value));
            var text = await File.ReadAllTextAsync(file.Path);
            if (file.Name == "event-subscription.bicep")
                text = text.Replace("listKeys('${app.id}/host/default'", string.Empty, StringComparison.Ordinal);
            Assert.DoesNotMatch(keys, text);
        }
    }

    [Fact]
    public async Task Immutable_containers_are_those_that_no_lifecycle_rule_deletes_from()
    {
        var main = await BicepFile.NamedAsync("main.bicep");
        var immutable = new List<string>();
        foreach (var module in main.Modules.Where(m => m.Target.EndsWith("storage-account.bicep", StringComparison.Ordinal)))
        {
            var names = module.Body["params"]!["immutableContainerNames"]!.AsArray().Select(n => n!.GetValue<string>()).ToArray();
            var prefixes = module.Body["params"]!["deleteAfter"]!.AsArray().Select(r => r!["prefix"]!.GetValue<string>().TrimEnd('/'));
            Assert.Empty(names.Intersect(prefixes, StringComparer.Ordinal));
            immutable.AddRange(names);
        }

        Assert.Equal(["audit", "receipts"], immutable.Order(StringComparer.Ordinal));
    }
}
