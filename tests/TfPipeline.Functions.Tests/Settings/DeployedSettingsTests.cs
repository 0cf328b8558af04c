using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Functions.Settings;
using TfPipeline.Storage;
using TfPipeline.TestInfra;

namespace TfPipeline.Functions.Tests.Settings;

[Trait("tier", "unit")]
public sealed class DeployedSettingsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private const string Runtime = "FUNCTIONS_WORKER_RUNTIME";

    /// <summary>What one machine needs and a deployment has in another form.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["AzureWebJobsStorage"] = "AzureWebJobsStorage__accountName",
        ["Landing"] = "Landing__credential",
        ["Working"] = "Working__credential",
        ["Analytics"] = "Analytics__blobServiceUri",
        ["KeyFile"] = "KeyVaultUri",
        ["OptOutKeyFile"] = "OptOutKeyVersion",
        ["LedgerKeyFile"] = "LedgerKeyVaultUri",
    };

    [Theory]
    [InlineData("link", AppRole.Release)]
    [InlineData("release", AppRole.Link)]
    public async Task Switches_off_exactly_the_functions_of_the_other_role(string role, AppRole other) => Assert.Equal(
        FunctionRoles.All.Where(one => one.Value is [var only] && only == other).Select(one => one.Key).Order(StringComparer.Ordinal),
        (await DeployedSettings.SwitchedOffAsync(role)).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Deploys_every_setting_of_the_sample_and_no_other() =>
        Assert.Empty(Unmatched(await DeployedSettings.OfAsync("link"), await DeployedSettings.OfAsync("release"), Sample()));

    [Theory]
    [InlineData("MaxErrorShare", null, null)]
    [InlineData("RetentionSchedule", "RetentionSchedul", null)]
    [InlineData("PartitionsAtOnce", "PartitionsAtOnce", "64")]
    public async Task Notices_a_setting_that_is_missing_misspelt_or_different(string setting, string? name, string? value)
    {
        var link = await DeployedSettings.OfAsync("link");
        var release = await DeployedSettings.OfAsync("release");
        Assert.True(link.Remove(setting, out var old));
        release.Remove(setting);
        if (name is not null)
            link[name] = value ?? old;
        Assert.Contains(name ?? setting, Unmatched(link, release, Sample()));
    }

    [Fact]
    public async Task Finds_what_replaces_a_local_setting()
    {
        var deployed = (await DeployedSettings.AllOfAsync("link")).Keys.Concat((await DeployedSettings.AllOfAsync("release")).Keys).ToHashSet(StringComparer.Ordinal);
        Assert.All(Elsewhere, one => Assert.Contains(one.Value, deployed));
        var runtime = (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Web/sites").Select(app => Evaluated.Text(app, "properties.functionAppConfig.runtime.name"));
        Assert.All(runtime, name => Assert.Equal(Sample()[Runtime], name));
    }

    [Fact]
    public async Task Gives_each_role_a_task_hub_of_its_own()
    {
        var hubs = new[] { (await DeployedSettings.OfAsync("link"))["TaskHubName"], (await DeployedSettings.OfAsync("release"))["TaskHubName"] };
        Assert.Equal(2, hubs.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(hubs, hub => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", hub));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("release")]
    public async Task Gives_each_role_every_name_that_the_host_looks_up(string role)
    {
        var wanted = LookedUp().ToHashSet(StringComparer.Ordinal);
        Assert.Contains("TaskHubName", wanted);
        Assert.Contains("Landing__queueServiceUri", wanted);
        Assert.Contains("RetentionSchedule", wanted);
        Assert.Empty(wanted.Except((await DeployedSettings.OfAsync(role)).Keys));
    }

    [Fact]
    public async Task Tells_release_neither_the_vault_nor_link_the_analytics_account()
    {
        var (link, release) = (await DeployedSettings.AllOfAsync("link"), await DeployedSettings.AllOfAsync("release"));
        Assert.DoesNotContain(link.Keys, name => name.Contains("Analytics", StringComparison.Ordinal) || name.StartsWith("Ledger", StringComparison.Ordinal));
        Assert.Equal(["LedgerKeyVaultUri", "LedgerKeyVersion"], release.Keys.Where(name => name.Contains("Key", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.NotEqual(link["KeyVaultUri"], release["LedgerKeyVaultUri"]);
    }

    /// <summary>A setting that no class and no trigger reads is a promise that nobody keeps.</summary>
    [Theory]
    [InlineData("link")]
    [InlineData("release")]
    public async Task Deploys_only_what_a_settings_class_or_a_trigger_reads(string role)
    {
        var read = typeof(FunctionRoles).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(ICheckedSettings)) && !type.IsInterface)
            .SelectMany(type => type.GetProperties()).Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty((await DeployedSettings.OfAsync(role)).Keys.Where(name => !read.Contains(name) && !read.Contains(name.Split("__")[0])).Except(LookedUp()).Except(["AppRole"]));
    }

    /// <summary>The names between per cent signs and the connections of the triggers; the host reads those of switched-off functions too.</summary>
    private static IEnumerable<string> LookedUp()
    {
        var percent = new Regex("%([A-Za-z]+)%", RegexOptions.None, Limit);
        var triggers = typeof(FunctionRoles).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FunctionAttribute)))
            .SelectMany(method => method.GetParameters())
            .SelectMany(parameter => parameter.GetCustomAttributesData())
            .ToList();
        var texts = triggers.SelectMany(trigger => trigger.ConstructorArguments).Select(argument => argument.Value as string ?? string.Empty)
            .Append(File.ReadAllText(Path.Combine(Root, "host.json")));
        foreach (var name in texts.SelectMany(text => percent.Matches(text)).Select(match => match.Groups[1].Value))
            yield return name;
        foreach (var trigger in triggers)
        {
            var connection = trigger.NamedArguments.FirstOrDefault(argument => argument.MemberName == "Connection").TypedValue.Value as string;
            if (connection is null)
                continue;

            // A blob trigger keeps its own messages in queues of the account.
            yield return connection + "__queueServiceUri";
            if (trigger.AttributeType.Name == "BlobTriggerAttribute")
                yield return connection + "__blobServiceUri";
        }
    }

    private static List<string> Unmatched(Dictionary<string, string> link, Dictionary<string, string> release, Dictionary<string, string> sample)
    {
        var deployed = link.Keys.Concat(release.Keys).ToHashSet(StringComparer.Ordinal);
        var missing = sample.Keys.Where(name => !deployed.Contains(name) && !Elsewhere.ContainsKey(name) && name != Runtime);
        var unknown = deployed.Where(name => !sample.ContainsKey(name));
        // The sample is one of the link role; what a deployment fixes is what the sample shows, addresses and versions are empty there.
        var different = link.Where(setting => sample.TryGetValue(setting.Key, out var shown) && shown.Length > 0 && shown != setting.Value).Select(setting => setting.Key);
        return [.. missing, .. unknown, .. different];
    }

    /// <summary>The settings of local.settings.sample.json.</summary>
    internal static Dictionary<string, string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
    }
}
