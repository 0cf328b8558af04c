using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPipeline.Functions.Roles;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>The apps, their events, logs, alerts and the budget.</summary>
internal static class OperationChecks
{
    private static readonly string[] Loggable =
    [
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices", "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.KeyVault/vaults", "Microsoft.Web/sites", "Microsoft.EventGrid/systemTopics", "Microsoft.Network/networkSecurityGroups",
    ];

    private static readonly string[] NameColumns = ["Uri", "SourceUri", "DestinationUri", "ReferrerHeader", "UserAgentHeader"];
    private static readonly Regex Quoted = new("\"([A-Za-z]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1));

    public static IEnumerable<string> LogsEverythingThatLogs(Deployment all)
    {
        foreach (var file in all.Files)
        {
            var logged = file.Resources
                .Where(r => r.Target.StartsWith("Microsoft.Insights/diagnosticSettings@", StringComparison.Ordinal) && r.Paths.ContainsKey("properties.workspaceId") && r.Paths.ContainsKey("properties.logs"))
                .Select(r => r.Body["scope"]!["$"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
            foreach (var resource in file.Resources.Where(r => !r.Existing && Loggable.Contains(r.Target.Split('@')[0], StringComparer.Ordinal) && !logged.Contains(r.Name)))
                yield return $"{file.Name}: {resource.Name} logs nothing.";
            if (file.Name == "monitoring.bicep" && !logged.Contains("workspaceItself"))
                yield return "Nobody sees who reads the logs.";
        }
    }

    /// <summary>File names are outside text; what Azure itself writes about blobs and triggers would hold them.</summary>
    public static IEnumerable<string> CutsNamesOffLogs(Deployment all)
    {
        var rewritten = all["log-redaction.bicep"].Vars["rewritten"]!.AsArray()
            .ToDictionary(row => row!["table"]!.GetValue<string>(), row => row!["query"]!.GetValue<string>(), StringComparer.Ordinal);
        var blobs = rewritten.GetValueOrDefault("StorageBlobLogs", string.Empty);
        foreach (var column in NameColumns.Where(column => !blobs.Contains($" {column} = \"\"", StringComparison.Ordinal)))
            yield return $"StorageBlobLogs keeps {column}.";
        var cut = Regex.Match(blobs, "ObjectKey = extract\\(\"(.+)\", 1, ObjectKey\\)", RegexOptions.None, TimeSpan.FromSeconds(1));
        if (!cut.Success || Regex.Match("/tfpland/uploads/E08000035/2019-04-01/Zebediah Quux.csv", cut.Groups[1].Value, RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value != "/tfpland/uploads/E08000035")
            yield return "StorageBlobLogs keeps a blob's name.";
        if (rewritten.GetValueOrDefault("AppRequests") is not { } requests || !requests.Contains("Url = \"\", Properties = pack(", StringComparison.Ordinal))
            yield return "AppRequests keeps the reason of a trigger.";
        var monitoring = all["monitoring.bicep"];
        if (monitoring.Modules.Single(m => m.Name == "workspace").Body["params"]!["transformationRuleId"]!["$"]!.GetValue<string>() != "redaction.outputs.ruleId"
            || monitoring.Outputs.Single(o => o.Name == "workspaceId").Value != "workspace.outputs.id")
            yield return "Logs are sent to the workspace before its rule holds.";
        foreach (var module in all["main.bicep"].Modules.Where(m => m.Body["params"]!["workspaceId"] is { } id && id["$"]!.GetValue<string>() != "monitoring.outputs.workspaceId"))
            yield return $"{module.Name} sends its logs elsewhere.";
    }

    public static IEnumerable<string> AlertsOnWhatThereIs(Deployment all)
    {
        var alerts = all["alerts.bicep"].Vars["alerts"]!.AsArray();
        var folder = Path.GetFullPath(Path.Combine(BicepFile.Folder, ".."));
        var runbooks = alerts.Select(alert => alert!["runbook"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in runbooks.Where(path => !File.Exists(Path.Combine(folder, path))))
            yield return $"{missing} is missing.";
        foreach (var idle in Directory.GetFiles(Path.Combine(folder, "docs/runbooks")).Select(path => "docs/runbooks/" + Path.GetFileName(path)).Where(path => !runbooks.Contains(path)))
            yield return $"{idle} has no alert.";
        foreach (var alert in alerts)
        {
            var name = alert!["name"]!.GetValue<string>();
            if (!File.ReadAllText(Path.Combine(folder, alert["runbook"]!.GetValue<string>())).Contains($"`{name}`", StringComparison.Ordinal))
                yield return $"The runbook of {name} does not name it.";
            var query = Text(alert["query"]);
            if (!query.StartsWith("AppRequests", StringComparison.Ordinal))
                continue;
            foreach (var function in Quoted.Matches(query).Select(match => match.Groups[1].Value).Where(one => !FunctionRoles.All.ContainsKey(one)))
                yield return $"{name} looks for {function}, which is no function.";
        }

        var reader = Text(alerts.Single(alert => Text(alert!["name"]) == "secret-read-by-another")!["query"]);
        if (reader.Trim('\'') != "AZKVAuditLogs | where OperationName == \"SecretGet\" and tostring(Identity.claim.oid) != \"${linkPrincipalId}\""
            || Text(all["main.bicep"].Modules.Single(m => m.Name == "alerts").Body["params"]!["linkPrincipalId"]) != "linkApp.outputs.principalId")
            yield return "The alert on secrets looks for other readings than those of any secret by another identity than the link app's.";
    }

    /// <summary>Endpoints are the largest part of the bill, so the estimate has to count them.</summary>
    public static IEnumerable<string> CountsItsEndpoints(Deployment all)
    {
        var storage = all.Accounts.Sum(account => account.Params["privateServices"]!.AsArray().Count);
        var others = all["main.bicep"].Modules.Count(m => Path.GetFileName(m.Target) is "key-vault.bicep" or "function-app.bicep");
        var zones = all["network.bicep"].Vars["zoneNames"]!.AsObject().Count;
        return all.Readme.Contains($" = {storage + others}, each by the hour", StringComparison.Ordinal)
            && all.Readme.Contains($"{storage + others} private endpoints, {zones} private DNS zones", StringComparison.Ordinal)
                ? []
                : [$"infra/README.md counts other than {storage + others} private endpoints and {zones} DNS zones."];
    }

    public static IEnumerable<string> HasABudget(Deployment all) =>
        all.OfType("Microsoft.Consumption/budgets").Any(b => b.Paths.ContainsKey("properties.notifications.actualOver80.contactEmails")) ? [] : ["There is no budget."];

    /// <summary>The only public way in is the one that Event Grid needs, and that only where queues are not used.</summary>
    public static IEnumerable<string> AnswersEventGridOnly(Deployment all)
    {
        var app = all.OfType("Microsoft.Web/sites").Single();
        if (app.Body["properties"]!["publicNetworkAccess"]!["$"]!.GetValue<string>() != "openToEventGrid ? 'Enabled' : 'Disabled'")
            yield return "The app is public without need.";
        foreach (var (path, value) in new[]
        {
            ("properties.httpsOnly", "true"),
            ("properties.siteConfig.ipSecurityRestrictionsDefaultAction", "Deny"), ("properties.siteConfig.scmIpSecurityRestrictionsDefaultAction", "Deny"),
            ("properties.siteConfig.ipSecurityRestrictions.tag", "ServiceTag"), ("properties.siteConfig.ipSecurityRestrictions.ipAddress", "AzureEventGrid"),
            ("properties.siteConfig.ftpsState", "Disabled"),
        }.Where(one => !app.Is(one.Item1, one.Item2)))
            yield return $"{path} is not {value}.";
        if (!all.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Single().Is("properties.allow", "false"))
            yield return "A password can publish.";
        foreach (var module in all["main.bicep"].Modules.Where(m => m.Target.EndsWith("/function-app.bicep", StringComparison.Ordinal) && m.Body["params"]!["openToEventGrid"]!["$"]!.GetValue<string>() != "!eventsThroughQueue"))
            yield return $"{module.Name} ignores the switch.";
    }

    /// <summary>Events go to functions and queues that exist.</summary>
    public static IEnumerable<string> SendsEventsToWhatThereIs(Deployment all)
    {
        foreach (var (account, subscription) in new[] { ("landing", "uploads"), ("working", "markers") })
        {
            var given = all["events.bicep"].Modules.Single(m => m.Name == subscription).Body["params"]!;
            var owner = all.Accounts.Single(one => one.Name == account).Params;
            if (!Contains(owner["queueNames"], given["queueName"]) || !Contains(owner["containerNames"], given["containerName"]))
                yield return $"{account} has no such queue or container.";
            if (!FunctionRoles.All.ContainsKey(given["functionName"]!.GetValue<string>()))
                yield return $"{subscription} calls no function.";
        }
    }

    private static string Text(JsonNode? value) => value is JsonObject expression ? expression["$"]!.GetValue<string>() : value!.GetValue<string>();

    private static bool Contains(JsonNode? names, JsonNode? name) =>
        names!.AsArray().Any(one => one!.GetValue<string>() == name!.GetValue<string>());
}
