using System.Text.Json.Nodes;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

/// <summary>
/// A resource group keeps 800 deployments in its history and one deployment makes at most 800 resources. Counted by the compiler itself:
/// each template of the compiled system gets a resource more, whose name says how many resources that template makes.
/// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#resource-group-limits
/// </summary>
[Trait("tier", "unit")]
public sealed class DeploymentLimitTests
{
    private const int Ours = 700;
    private const string Marker = "Microsoft.Resources/tags";

    private const string GrantsOfOne = "grants: map(filter(everyGrant, row => row.account == one.account && row.container == one.container), row => row.grant)";
    private static readonly string England = InfraUnderTest.ParametersOf(150, 12, 20);
    private static readonly string Few = InfraUnderTest.ParametersOf(2, 1, 1);

    [Fact]
    public async Task England_fits_in_one_group_however_often_it_is_provisioned()
    {
        var template = await MarkedAsync();
        var counts = await CountAsync(template, England, "first");
        Assert.Empty(TooMany(counts));
        Assert.Contains(counts, one => one.Resources > 150);

        // With a new name the same deployments are made again, and not further ones; and no council adds one.
        var again = await CountAsync(template, Few, "second");
        var names = counts.Concat(again).Select(one => one.Deployment).Distinct(StringComparer.Ordinal).Count() - 2;
        Assert.InRange(names, 20, 80);
        Assert.Equal(counts.Count, again.Count);
    }

    /// <summary>A module in a loop over parties makes a deployment for each.</summary>
    [Fact]
    public async Task Notices_a_deployment_for_every_grant()
    {
        var template = await MarkedAsync(folder =>
        {
            BicepCompiler.Replace(folder, "modules/access.bicep", "var containers = union(map(everyGrant, row => { account: row.account, container: row.container }), [])", "var containers = map(everyGrant, row => { account: row.account, container: row.container })");
            BicepCompiler.Replace(folder, "modules/access.bicep", "[for one in containers: {\n  name: 'access-${one.account}-${one.container}'", "[for (one, i) in containers: {\n  name: 'access-${i}'");
        });
        Assert.NotEqual((await CountAsync(template, Few, "few")).Count, (await CountAsync(template, InfraUnderTest.ParametersOf(3, 1, 1), "more")).Count);
    }

    [Fact]
    public async Task Notices_a_deployment_with_too_many_resources() => Assert.NotEmpty(TooMany(await CountAsync(
        await MarkedAsync(folder => BicepCompiler.Replace(folder, "modules/access.bicep", GrantsOfOne, "grants: one.container == 'uploads' ? map(concat(everyGrant, take(everyGrant, 200)), row => row.grant) : []")),
        England,
        "broken")));

    private static List<string> TooMany(IReadOnlyCollection<(string Deployment, int Resources)> counts)
    {
        List<string> found = [.. counts.Where(one => one.Resources > Ours).Select(one => $"{one.Deployment} makes {one.Resources} resources.")];
        if (counts.Count > Ours)
            found.Add($"There are {counts.Count} deployments.");
        return found;
    }

    private static async Task<JsonObject> MarkedAsync(Action<string>? change = null)
    {
        var template = await BicepCompiler.BuildAsync("main.bicep", change);
        Mark(template);
        return template;
    }

    private static async Task<IReadOnlyCollection<(string Deployment, int Resources)>> CountAsync(JsonObject template, string parameters, string deployment)
    {
        var evaluated = new Evaluated(await BicepCompiler.EvaluateAsync(
            parameters.Replace("using '../main.bicep'", "using '../marked.json'", StringComparison.Ordinal),
            deployment,
            folder => File.WriteAllText(Path.Combine(folder, "marked.json"), template.ToJsonString())));
        return [.. evaluated.OfType(Marker).Select(one => Evaluated.Name(one).Split('|')).Select(parts => (parts[0], int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)))];
    }

    // A template with symbolic names has an object of resources, another one a list.
    private static void Mark(JsonObject template)
    {
        var resources = template["resources"]!;
        var counts = new List<string>();
        var single = 0;
        foreach (var resource in (resources is JsonObject named ? named.Select(one => one.Value) : resources.AsArray()).Select(one => one!.AsObject()))
        {
            if (resource["existing"]?.GetValue<bool>() == true)
                continue;
            if (resource["copy"]?["count"] is { } count)
                counts.Add(count.ToString()[1..^1]);
            else
                single++;
            if (resource["type"]!.GetValue<string>() == "Microsoft.Resources/deployments")
                Mark(resource["properties"]!["template"]!.AsObject());
        }

        var sum = counts.Aggregate(single.ToString(System.Globalization.CultureInfo.InvariantCulture), (all, one) => $"add({all}, {one})");
        var marker = new JsonObject
        {
            ["type"] = Marker,
            ["apiVersion"] = "2024-03-01",
            ["name"] = $"[format('{{0}}|{{1}}', deployment().name, {sum})]",
        };
        if (resources is JsonObject symbolic)
            symbolic["deploymentLimitMarker"] = marker;
        else
            resources.AsArray().Add((JsonNode)marker);
    }
}
