using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests.Checks;

/// <summary>The apps, their events, logs, alerts and the budget.</summary>
internal static class OperationChecks
{
    private const string Site = "Microsoft.Web/sites";
    private const string Log = "/providers/Microsoft.Insights/diagnosticSettings/";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly string[] Loggable =
    [
        "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices", "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.KeyVault/vaults", Site, "Microsoft.EventGrid/systemTopics", "Microsoft.Network/networkSecurityGroups", "Microsoft.OperationalInsights/workspaces",
    ];

    private static readonly string[] NameColumns = ["Uri", "SourceUri", "DestinationUri", "ReferrerHeader", "UserAgentHeader"];

    // Words that the compiler does not check, because their types are open. Each was looked up in the reference of its type.
    private static readonly Dictionary<string, string[]> OpenWords = new(StringComparer.Ordinal)
    {
        ["publicNetworkAccess"] = ["Disabled", "Enabled"],
        ["bypass"] = ["None", "AzureServices"],
        ["defaultAction"] = ["Deny", "Allow"],
        ["allowedCopyScope"] = ["PrivateLink", "AAD"],
        ["minimumTlsVersion"] = ["TLS1_2", "TLS1_3"],
        ["minTlsVersion"] = ["1.2", "1.3"],
        ["publicAccess"] = ["None"],
        ["level"] = ["CanNotDelete"],
        ["access"] = ["Allow", "Deny"],
        ["direction"] = ["Inbound", "Outbound"],
        ["privateEndpointNetworkPolicies"] = ["Enabled"],
        ["blobScanResultsOptions"] = ["blobIndexTags"],
        ["principalType"] = ["ServicePrincipal", "Group", "User"],
        ["accessTier"] = ["Hot"],
        ["keyType"] = ["Account"],
        ["keySource"] = ["Microsoft.Storage"],
        ["ipSecurityRestrictionsDefaultAction"] = ["Deny"],
        ["scmIpSecurityRestrictionsDefaultAction"] = ["Deny"],
        ["endpointType"] = ["StorageQueue", "StorageBlob", "WebHook"],
        ["eventDeliverySchema"] = ["EventGridSchema"],
        ["groupShortName"] = ["tfpipeline"],
        ["timeAggregation"] = ["Count"],
        ["operator"] = ["GreaterThan"],
        ["thresholdType"] = ["Actual", "Forecasted"],
        ["timeGrain"] = ["Monthly"],
    };

    public static IEnumerable<string> UsesKnownWords(Deployed all) => new[] { all.Main, all.Webhooks, all.Paged, all.QueueEvents, all.WebhookEvents }
        .SelectMany(one => one.Resources)
        .SelectMany(resource => Words(resource).Where(word => OpenWords.TryGetValue(word.Name, out var known) && !known.Contains(word.Value, StringComparer.Ordinal))
            .Select(word => $"{Evaluated.Name(resource)}: {word.Name} is {word.Value}."))
        .Concat(all.Main.OfType("Microsoft.Storage/storageAccounts").Where(one => Evaluated.Text(one, "sku.name") != "Standard_ZRS" || Evaluated.Text(one, "kind") != "StorageV2")
            .Select(one => $"{Evaluated.Name(one)} is stored in one zone only."));

    public static IEnumerable<string> LogsEverythingThatLogs(Deployed all)
    {
        var settings = all.Main.OfType("Microsoft.Insights/diagnosticSettings").ToArray();
        var logged = settings.Select(one => Evaluated.Id(one).Split(Log)[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in all.Main.Resources.Where(one => Loggable.Contains(Evaluated.Type(one), StringComparer.Ordinal) && !logged.Contains(Evaluated.Id(one))))
            yield return $"{Evaluated.Type(resource)} {Evaluated.Name(resource)} logs nothing.";
        var workspace = Evaluated.Id(all.Main.OfType("Microsoft.OperationalInsights/workspaces").First());
        foreach (var setting in settings.Where(one => !string.Equals(Evaluated.Text(one, "properties.workspaceId"), workspace, StringComparison.Ordinal)))
            yield return $"{Evaluated.Id(setting)} sends its logs elsewhere.";
    }

    public static IEnumerable<string> ExportsTheActivityLog(Deployed all)
    {
        var activity = all.Main.OfType("Microsoft.Insights/diagnosticSettings").Where(one => Evaluated.Id(one).Split(Log)[0].Split('/') is ["", "subscriptions", _]).ToArray();
        var categories = activity.SelectMany(one => one["properties"]!["logs"]!.AsArray()).Where(one => Evaluated.Text(one, "enabled") == "true").Select(one => Evaluated.Text(one, "category")!);
        return new[] { "Administrative", "Security", "Policy" }.Except(categories).Select(one => $"{one} of the activity log is not exported.");
    }

    /// <summary>File names are outside text; what Azure itself writes about blobs and triggers would hold them.</summary>
    public static IEnumerable<string> CutsNamesOffLogs(Deployed all)
    {
        var rule = all.Main.OfType("Microsoft.Insights/dataCollectionRules").Single();
        var rewritten = rule["properties"]!["dataFlows"]!.AsArray()
            .ToDictionary(flow => flow!["streams"]![0]!.GetValue<string>()["Microsoft-Table-".Length..], flow => flow!["transformKql"]!.GetValue<string>(), StringComparer.Ordinal);
        var blobs = rewritten.GetValueOrDefault("StorageBlobLogs", string.Empty);
        foreach (var column in NameColumns.Where(column => !blobs.Contains($" {column} = \"\"", StringComparison.Ordinal)))
            yield return $"StorageBlobLogs keeps {column}.";
        var cut = Regex.Match(blobs, "ObjectKey = extract\\(\"(.+)\", 1, ObjectKey\\)", RegexOptions.None, Limit);
        if (!cut.Success || Regex.Match("/tfpland/uploads/E08000035/2019-04-01/Zebediah Quux.csv", cut.Groups[1].Value, RegexOptions.None, Limit).Groups[1].Value != "/tfpland/uploads/E08000035")
            yield return "StorageBlobLogs keeps a blob's name.";
        if (rewritten.GetValueOrDefault("AppRequests") is not { } requests || !requests.Contains("Url = \"\", Properties = pack(", StringComparison.Ordinal))
            yield return "AppRequests keeps the reason of a trigger.";
        if (Evaluated.Text(all.Main.OfType("Microsoft.OperationalInsights/workspaces").Last(), "properties.defaultDataCollectionRuleResourceId") != Evaluated.Id(rule))
            yield return "The workspace does not take the rule.";
    }

    public static IEnumerable<string> AlertsOnWhatThereIs(Deployed all)
    {
        var alerts = all.Main.OfType("Microsoft.Insights/scheduledQueryRules").ToArray();
        var root = Path.GetFullPath(Path.Combine(BicepCompiler.Folder, ".."));
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alert in alerts)
        {
            var name = Evaluated.Text(alert, "properties.displayName")!;
            var runbook = Evaluated.Text(alert, "properties.description")!.Split("Runbook: ")[1];
            used.Add(Path.GetFileName(runbook));
            var path = Path.Combine(root, runbook);
            if (!File.Exists(path) || !File.ReadAllText(path).Contains($"`{name}`", StringComparison.Ordinal))
                yield return $"The runbook of {name} does not name it, or is missing.";
        }

        foreach (var idle in Directory.GetFiles(Path.Combine(root, "docs/runbooks")).Select(Path.GetFileName).Except(used))
            yield return $"{idle} has no alert.";
        var secret = Evaluated.Text(alerts.Single(one => Evaluated.Text(one, "properties.displayName") == "secret-read-by-another")["properties"]!["criteria"]!["allOf"]![0], "query")!;
        if (!Regex.IsMatch(
            secret,
            "SecretGet\" \\| where tostring\\(Identity\\.claim\\.oid\\) != \"LINK-APP\" or _ResourceId endswith \"/kv-led-[a-z0-9]+\" \\| where tostring\\(Identity\\.claim\\.oid\\) != \"RELEASE-APP\" or _ResourceId !endswith \"/kv-led-[a-z0-9]+\"', 'LINK-APP', reference\\('[^']*id-func-tfp-link-[^']*', '[^']*'\\)\\.principalId\\), 'RELEASE-APP', reference\\('[^']*id-func-tfp-release-",
            RegexOptions.None,
            Limit))
            yield return "The alert on secrets looks for other readings than those of any secret by another identity than its app's.";
        var table = alerts.Select(one => Evaluated.Text(one, "properties.displayName")).ToArray();
        foreach (var wanted in new[] { "new-role-assignment", "changed-network", "deleted-policy", "read-by-another", "unread-upload" }.Except(table))
            yield return $"There is no alert {wanted}.";
    }

    public static IEnumerable<string> HasABudget(Deployed all) =>
        all.Main.OfType("Microsoft.Consumption/budgets").Any(one => one["properties"]!["notifications"]!["actualOver80"]!["contactEmails"]!.AsArray().Count == 1) ? [] : ["There is no budget."];

    /// <summary>The only public way in is the one that Event Grid needs, and that only where queues are not used.</summary>
    public static IEnumerable<string> AnswersEventGridOnly(Deployed all)
    {
        foreach (var app in all.Main.OfType(Site))
        {
            if (Evaluated.Text(app, "properties.publicNetworkAccess") != "Disabled" || app["properties"]!["siteConfig"]!["ipSecurityRestrictions"]!.AsArray().Count != 0)
                yield return $"{Evaluated.Name(app)} is public without need.";
        }

        foreach (var app in all.Main.OfType(Site).Concat(all.Webhooks.OfType(Site)))
        {
            foreach (var (path, value) in new[]
            {
                ("properties.httpsOnly", "true"), ("properties.siteConfig.minTlsVersion", "1.2"),
                ("properties.siteConfig.ipSecurityRestrictionsDefaultAction", "Deny"), ("properties.siteConfig.scmIpSecurityRestrictionsDefaultAction", "Deny"),
            }.Where(one => Evaluated.Text(app, one.Item1) != one.Item2))
                yield return $"{path} is not {value}.";
        }

        foreach (var app in all.Webhooks.OfType(Site))
        {
            var rules = app["properties"]!["siteConfig"]!["ipSecurityRestrictions"]!.AsArray();
            if (rules.Count != 1 || Evaluated.Text(rules[0], "tag") != "ServiceTag" || Evaluated.Text(rules[0], "ipAddress") != "AzureEventGrid")
                yield return $"{Evaluated.Name(app)} answers others than Event Grid.";
        }

        var passwords = all.Main.OfType(Site + "/basicPublishingCredentialsPolicies").ToArray();
        if (passwords.Length != 4 || passwords.Any(one => Evaluated.Text(one, "properties.allow") != "false"))
            yield return "A password can publish.";
    }

    /// <summary>A setting that the plan does not know is a promise that nobody keeps.</summary>
    public static IEnumerable<string> SetsOnlyWhatThePlanKnows(Deployed all) => all.Main.OfType(Site)
        .Where(app => app["properties"]!["siteConfig"]!["ftpsState"] is not null || app["properties"]!["keyVaultReferenceIdentity"] is not null)
        .Select(app => $"{Evaluated.Name(app)} has a setting of another plan.");

    public static IEnumerable<string> SignsInAsTheAppOnly(Deployed all) => all.Main.OfType(Site + "/config")
        .Where(one => Evaluated.Text(one, "properties.AZURE_TOKEN_CREDENTIALS") != "ManagedIdentityCredential"
            || Evaluated.Text(one, "properties.AZURE_CLIENT_ID") is not { } id || !id.Contains($"id-func-tfp-{Evaluated.Text(one, "properties.AppRole")}-", StringComparison.Ordinal))
        .Select(one => $"{Evaluated.Name(one)} may sign in as something else.");

    public static IEnumerable<string> HoldsNoSecret(Deployed all)
    {
        // Event Grid has to be told the webhook's address, the system key in it.
        foreach (var resource in all.Main.Resources.Concat(all.QueueEvents.Resources).Concat(all.WebhookEvents.Resources.Where(one => !Evaluated.Name(one).EndsWith("-webhook", StringComparison.Ordinal))))
        {
            if (Regex.IsMatch(resource.ToJsonString(), "listKeys|listSecrets|listAccountSas|AccountKey|SharedAccessKey", RegexOptions.None, Limit))
                yield return $"{Evaluated.Name(resource)} holds a secret.";
        }

        if (Regex.IsMatch(all.Main.Document["outputs"]!.ToJsonString(), "list[A-Z]|[Kk]ey'", RegexOptions.None, Limit))
            yield return "An output prints a secret.";
    }

    /// <summary>Events go to queues and containers that exist, and what is given up is kept.</summary>
    public static IEnumerable<string> SendsEventsToWhatThereIs(Deployed all)
    {
        var queues = all.Main.OfType("Microsoft.Storage/storageAccounts/queueServices/queues").Select(one => Evaluated.Name(one)).ToHashSet(StringComparer.Ordinal);
        var containers = all.Main.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Select(one => Evaluated.Name(one)).ToHashSet(StringComparer.Ordinal);
        var subscriptions = all.QueueEvents.OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").ToArray();
        if (subscriptions.Length != 3 || all.WebhookEvents.OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").Count() != 3)
            yield return "There are other subscriptions than those of uploads, markers and decisions.";
        foreach (var one in subscriptions)
        {
            var to = one["properties"]!["deliveryWithResourceIdentity"]!["destination"]!["properties"]!;
            var account = to["resourceId"]!.GetValue<string>().Split('/')[^1];
            if (!queues.Contains($"{account}/default/{to["queueName"]}"))
                yield return $"{account} has no queue {to["queueName"]}.";
            var container = Evaluated.Text(one, "properties.filter.subjectBeginsWith")!.Split('/')[^2];
            if (!containers.Contains($"{account}/default/{container}"))
                yield return $"{account} has no container {container}.";
        }

        foreach (var one in subscriptions.Concat(all.WebhookEvents.OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions")))
        {
            var kept = one["properties"]!["deadLetterWithResourceIdentity"]?["deadLetterDestination"]?["properties"];
            var account = Evaluated.Name(one).Split('/')[0]["evgt-".Length..];
            if (kept is null || kept["resourceId"]!.GetValue<string>().Split('/')[^1] != account || !containers.Contains($"{account}/default/{kept["blobContainerName"]}"))
                yield return $"An event of {account} that was given up is lost, or leaves its account.";
        }
    }

    private static IEnumerable<(string Name, string Value)> Words(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(pair => pair.Value is JsonValue value && value.TryGetValue<string>(out var text) ? [(pair.Key, text)] : Words(pair.Value)),
        JsonArray many => many.SelectMany(Words),
        _ => [],
    };
}
