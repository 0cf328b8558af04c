using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests.Checks;

/// <summary>Who can send to whom, worked out from the rules by priority.</summary>
internal static class NetworkChecks
{
    private static readonly string[] Elsewhere = ["Storage", "Internet", "AzureCloud", "AzureKeyVault", "VirtualNetwork"];

    public static IEnumerable<string> LetsAppsSendWhereTheyMust(Deployed all)
    {
        foreach (var (app, other) in new[] { ("link", "release"), ("release", "link") })
        {
            var out_ = Rules(all, app);
            string[] wanted = [Address(all, "endpoints"), "AzureActiveDirectory", "AzureMonitor", .. app == "link" ? [Address(all, "vault")] : Array.Empty<string>()];
            foreach (var destination in wanted.Where(one => !Passes(out_, "Outbound", destination: one)))
                yield return $"{app} cannot send to {destination}.";
            foreach (var destination in Elsewhere.Append(Address(all, other)).Where(one => Passes(out_, "Outbound", destination: one)))
                yield return $"{app} can send to {destination}.";
        }
    }

    /// <summary>Two locks: what release may send, and what the vault's subnet takes.</summary>
    public static IEnumerable<string> KeepsReleaseFromTheVault(Deployed all)
    {
        if (Passes(Rules(all, "release"), "Outbound", destination: Address(all, "vault")))
            yield return "Release can send to the vault's endpoint.";
        if (Passes(Rules(all, "vault"), "Inbound", source: Address(all, "release")))
            yield return "The vault's endpoint takes what release sends.";
        if (!Passes(Rules(all, "vault"), "Inbound", source: Address(all, "link")))
            yield return "The vault's endpoint does not take what link sends.";
        foreach (var endpoint in all.Main.OfType("Microsoft.Network/privateEndpoints"))
        {
            var inVault = Evaluated.Text(endpoint, "properties.subnet.id")!.EndsWith("/subnets/vault", StringComparison.Ordinal);
            var isVault = endpoint["properties"]!["privateLinkServiceConnections"]![0]!["properties"]!["groupIds"]![0]!.GetValue<string>() == "vault"
                && !Evaluated.Name(endpoint).Contains("kv-led-", StringComparison.Ordinal);
            if (inVault != isVault)
                yield return $"{Evaluated.Name(endpoint)} lies in the wrong subnet.";
            if (Subnet(all, inVault ? "vault" : "endpoints")["properties"]!["privateEndpointNetworkPolicies"]?.GetValue<string>() != "Enabled")
                yield return "Network rules do not hold for private endpoints.";
        }
    }

    public static IEnumerable<string> TakesNothingFromTheInternet(Deployed all)
    {
        foreach (var subnet in new[] { "link", "release", "endpoints", "vault" }.Where(one => Passes(Rules(all, one), "Inbound", source: "Internet")))
            yield return $"{subnet} takes what comes from the internet.";
    }

    /// <summary>Endpoints are the largest part of the bill, so the estimate has to count them.</summary>
    public static IEnumerable<string> CountsItsEndpoints(Deployed all)
    {
        var endpoints = all.Main.OfType("Microsoft.Network/privateEndpoints").Count();
        var zones = all.Main.OfType("Microsoft.Network/privateDnsZones").Count();
        var alerts = all.Main.OfType("Microsoft.Insights/scheduledQueryRules").Count();
        foreach (var text in new[] { $" = {endpoints}, each by the hour", $"{endpoints} private endpoints, {zones} private DNS zones", $"{alerts} alerts" }
            .Where(text => !all.Readme.Contains(text, StringComparison.Ordinal)))
            yield return $"infra/README.md does not say: {text}";
    }

    private static JsonNode Subnet(Deployed all, string name) =>
        all.Main.OfType("Microsoft.Network/virtualNetworks").Single()["properties"]!["subnets"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == name)!;

    private static string Address(Deployed all, string subnet) => Subnet(all, subnet)["properties"]!["addressPrefix"]!.GetValue<string>();

    private static JsonNode[] Rules(Deployed all, string subnet)
    {
        var id = Subnet(all, subnet)["properties"]!["networkSecurityGroup"]!["id"]!.GetValue<string>();
        var group = all.Main.OfType("Microsoft.Network/networkSecurityGroups").Single(one => Evaluated.Id(one) == id);
        return [.. group["properties"]!["securityRules"]!.AsArray().Select(one => one!["properties"]!).OrderBy(one => one["priority"]!.GetValue<int>())];
    }

    // The first rule that fits decides; without one, everything within the network and to the internet passes, and nothing from the internet:
    // https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
    private static bool Passes(IEnumerable<JsonNode> rules, string direction, string source = "*", string destination = "*")
    {
        foreach (var rule in rules.Where(one => one["direction"]!.GetValue<string>() == direction))
        {
            var allows = rule["access"]!.GetValue<string>() == "Allow";
            var fits = (source == "*" || All(rule, "sourceAddressPrefix").Any(one => Fits(one, source, allows)))
                && (destination == "*" || All(rule, "destinationAddressPrefix").Any(one => Fits(one, destination, allows)))
                && All(rule, "destinationPortRange").Any(HasHttps);
            if (fits)
                return allows;
        }

        return direction == "Outbound" || source != "Internet";
    }

    // A rule has one value or a list of them, under the name's plural.
    private static IEnumerable<string> All(JsonNode rule, string name) =>
        (rule[name + (name.EndsWith('x') ? "es" : "s")]?.AsArray().Select(one => one!.GetValue<string>()) ?? [])
        .Concat(rule[name] is { } one ? [one.GetValue<string>()] : []);

    // A rule that allows is taken at its widest, one that denies at its narrowest.
    private static bool Fits(string rule, string asked, bool allows)
    {
        if (rule == "*" || rule == asked)
            return true;
        if (!IPNetwork.TryParse(asked, out var wanted))
            return false;
        if (!IPNetwork.TryParse(rule, out var named))
            return rule == "VirtualNetwork";
        return (named.PrefixLength <= wanted.PrefixLength && named.Contains(wanted.BaseAddress))
            || (allows && wanted.Contains(named.BaseAddress));
    }

    private static bool HasHttps(string ports)
    {
        var ends = ports.Split('-');
        return ports == "*" || (int.Parse(ends[0], CultureInfo.InvariantCulture) <= 443 && int.Parse(ends[^1], CultureInfo.InvariantCulture) >= 443);
    }
}
