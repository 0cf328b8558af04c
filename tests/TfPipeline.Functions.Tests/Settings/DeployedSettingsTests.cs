using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using TfPipeline.Functions.Roles;
using TfPipeline.Storage;

namespace TfPipeline.Functions.Tests.Settings;

[Trait("tier", "unit")]
public sealed class DeployedSettingsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private static readonly string Bicep = File.ReadAllText(Path.Combine(Root, "infra/modules/app-settings.bicep")).ReplaceLineEndings("\n");
    private static readonly string App = File.ReadAllText(Path.Combine(Root, "infra/modules/function-app.bicep"));

    /// <summary>What one machine needs and a deployment has in another form.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["FUNCTIONS_WORKER_RUNTIME"] = "runtime: { name: 'dotnet-isolated'",
        ["AzureWebJobsStorage"] = "AzureWebJobsStorage__accountName:",
        ["Landing"] = "Landing__credential:",
        ["Working"] = "Working__credential:",
        ["Analytics"] = "Analytics__blobServiceUri",
        ["KeyFile"] = "KeyVaultUri",
        ["OptOutKeyFile"] = "OptOutKeyVersion",
    };

    [Theory]
    [InlineData("linkFunctions", AppRole.Link)]
    [InlineData("releaseFunctions", AppRole.Release)]
    public void Switches_off_exactly_the_functions_of_the_other_role(string output, AppRole role) => Assert.Equal(
        FunctionRoles.All.Where(one => one.Value is [var only] && only == role).Select(one => one.Key).Order(StringComparer.Ordinal),
        FunctionsOf(output));

    [Fact]
    public void Deploys_every_setting_of_the_sample_and_no_other() => Assert.Empty(Unmatched(Bicep, Sample()));

    [Theory]
    [InlineData("  MaxErrorShare: '0.2'\n", "", "MaxErrorShare")]
    [InlineData("  RetentionSchedule:", "  RetentionSchedul:", "RetentionSchedul")]
    [InlineData("PartitionsAtOnce: '4'", "PartitionsAtOnce: '64'", "PartitionsAtOnce")]
    public void Notices_a_setting_that_is_missing_misspelt_or_different(string from, string to, string setting)
    {
        Assert.Contains(from, Bicep, StringComparison.Ordinal);
        Assert.Contains(setting, Unmatched(Bicep.Replace(from, to, StringComparison.Ordinal), Sample()));
    }

    [Fact]
    public void Finds_what_replaces_a_local_setting() =>
        Assert.All(Elsewhere, one => Assert.Contains(one.Value, App + Bicep, StringComparison.Ordinal));

    [Fact]
    public void Gives_each_role_a_task_hub_of_its_own()
    {
        var hubs = new[] { "link", "release" }.Select(role => Values(Bicep, $"output {role} object")["TaskHubName"]).ToList();
        Assert.Equal(2, hubs.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(hubs, hub => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,44}$", hub));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("release")]
    public void Gives_each_role_every_name_that_the_host_looks_up(string role)
    {
        var given = Values(Bicep, "var common = {").Concat(Values(Bicep, $"output {role} object")).Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        var wanted = LookedUp().ToHashSet(StringComparer.Ordinal);
        Assert.Contains("TaskHubName", wanted);
        Assert.Contains("Landing__queueServiceUri", wanted);
        Assert.Contains("RetentionSchedule", wanted);
        Assert.Empty(wanted.Except(given));
    }

    [Fact]
    public void Tells_release_neither_the_vault_nor_link_the_analytics_account()
    {
        Assert.DoesNotContain("Analytics", Block(Bicep, "output link object", "}"), StringComparison.Ordinal);
        Assert.DoesNotContain("Key", Block(Bicep, "output release object", "}"), StringComparison.Ordinal);
        Assert.DoesNotMatch("Key|Analytics", Block(Bicep, "var common = {", "}"));
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

    private static List<string> Unmatched(string bicep, Dictionary<string, string> sample)
    {
        var common = Values(bicep, "var common = {");
        var link = Values(bicep, "output link object");
        var release = Values(bicep, "output release object");
        var deployed = common.Concat(link).Concat(release).Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        var missing = sample.Keys.Where(name => !deployed.Contains(name) && !Elsewhere.ContainsKey(name));
        var unknown = deployed.Where(name => !sample.ContainsKey(name));
        // The sample is one of the link role; what a deployment fixes is what the sample shows.
        var different = common.Concat(link)
            .Where(setting => setting.Value.Length > 0 && sample.TryGetValue(setting.Key, out var shown) && shown != setting.Value)
            .Select(setting => setting.Key);
        return [.. missing, .. unknown, .. different];
    }

    /// <summary>The functions that an output of app-settings.bicep lists.</summary>
    internal static IEnumerable<string> FunctionsOf(string output) => Regex
        .Matches(Block(Bicep, $"output {output} string[] = [", "]"), "'([A-Za-z]+)'", RegexOptions.None, Limit).Select(match => match.Groups[1].Value);

    /// <summary>The settings that both apps get.</summary>
    internal static IReadOnlyCollection<string> Common => Values(Bicep, "var common = {").Keys;

    /// <summary>The settings that an app of the role gets.</summary>
    internal static IReadOnlySet<string> SettingsOf(string role) => Common.Concat(Values(Bicep, $"output {role} object").Keys).ToHashSet(StringComparer.Ordinal);

    /// <summary>The settings of one block with their literal values; empty where the value is an expression.</summary>
    private static Dictionary<string, string> Values(string bicep, string start) => Regex
        .Matches(Block(bicep, start, "}"), "^  ([A-Za-z_]+): (?:'(.*)'|.*)$", RegexOptions.Multiline, Limit)
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal);

    /// <summary>The settings of local.settings.sample.json.</summary>
    internal static Dictionary<string, string> Sample()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        return sample.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);
    }

    private static string Block(string text, string start, string end)
    {
        var from = text.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return text[from..text.IndexOf("\n" + end, from, StringComparison.Ordinal)];
    }
}
