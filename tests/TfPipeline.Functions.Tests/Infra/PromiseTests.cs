using TfPipeline.TestKit;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>Each promise holds in the repository, and breaking it on a copy is noticed: a check that cannot fail would be worth nothing.</summary>
[Trait("tier", "unit")]
public sealed class PromiseTests
{
    private static readonly Dictionary<string, Func<Deployment, IEnumerable<string>>> Checks = new(StringComparer.Ordinal)
    {
        ["parses"] = ShapeChecks.Parses,
        ["describes"] = ShapeChecks.Describes,
        ["uses every parameter"] = ShapeChecks.UsesEveryParameter,
        ["calls every module with its parameters"] = ShapeChecks.CallsEveryModuleWithItsParameters,
        ["uses types, properties and values that were looked up"] = ShapeChecks.UsesWhatWasLookedUp,
        ["holds no secret"] = ShapeChecks.HoldsNoSecret,
        ["has four accounts"] = StorageChecks.HasFourAccounts,
        ["takes no shared key"] = StorageChecks.TakesNoSharedKey,
        ["takes no public traffic"] = StorageChecks.TakesNoPublicTraffic,
        ["encrypts twice"] = StorageChecks.EncryptsTwice,
        ["locks audit and receipts only"] = StorageChecks.LocksAuditAndReceiptsOnly,
        ["deletes raw files in time"] = StorageChecks.DeletesRawFilesInTime,
        ["keeps the vault private and whole"] = StorageChecks.KeepsTheVaultPrivateAndWhole,
        ["keeps link from analytics"] = AccessChecks.KeepsLinkFromAnalytics,
        ["keeps release from key and identifiers"] = AccessChecks.KeepsReleaseFromKeyAndIdentifiers,
        ["keeps analysts in analytics"] = AccessChecks.KeepsAnalystsInAnalytics,
        ["keeps outsiders in their folder"] = AccessChecks.KeepsOutsidersInTheirFolder,
        ["ties folders to their owner"] = AccessChecks.TiesFoldersToTheirOwner,
        ["opens the vault to link and custodians"] = AccessChecks.OpensTheVaultToLinkAndCustodians,
        ["gives narrow roles"] = AccessChecks.GivesNarrowRoles,
        ["grants no general role"] = AccessChecks.GrantsNoGeneralRole,
        ["grants in the access modules only"] = AccessChecks.GrantsInTheAccessModulesOnly,
        ["shows the same matrix"] = AccessChecks.ShowsTheSameMatrix,
        ["reads nothing unscanned"] = AccessChecks.ReadsNothingUnscanned,
        ["logs everything that logs"] = OperationChecks.LogsEverythingThatLogs,
        ["cuts names off logs"] = OperationChecks.CutsNamesOffLogs,
        ["alerts on what there is"] = OperationChecks.AlertsOnWhatThereIs,
        ["has a budget"] = OperationChecks.HasABudget,
        ["counts its endpoints"] = OperationChecks.CountsItsEndpoints,
        ["answers Event Grid only"] = OperationChecks.AnswersEventGridOnly,
        ["sends events to what there is"] = OperationChecks.SendsEventsToWhatThereIs,
    };

    // File, text, what it becomes, which promise that breaks.
    private static readonly (string File, string From, string To, string Promise)[] Breaches =
    [
        ("network.bicep", "resource closedGroup", "resource closedGroup = {", "parses"),
        ("key-vault.bicep", "@description('Vault name.')\n", "", "describes"),
        ("events.bicep", "// Second deployment", "\n// Second deployment", "describes"),
        ("types.bicep", "@export()\n@description('A council and who acts for it.')", "param idle string\n@export()", "describes"),
        ("malware-scanning.bicep", "capGBPerMonth: monthlyCapGigabytes", "capGBPerMonth: 5", "uses every parameter"),
        ("main.bicep", "    monthlyCapGigabytes: 500\n", "", "calls every module with its parameters"),
        ("main.bicep", "module alerts 'modules/alerts.bicep'", "module alerts 'modules/event-topic.bicep'", "calls every module with its parameters"),
        ("key-vault.bicep", "vaults@2023-07-01", "vaults@2024-11-01", "uses types, properties and values that were looked up"),
        ("storage-account.bicep", "allowSharedKeyAccess: false", "allowSharedKeysAccess: false", "uses types, properties and values that were looked up"),
        ("storage-account.bicep", "'Standard_ZRS'", "'Standard_LRS'", "uses types, properties and values that were looked up"),
        ("storage-account.bicep", "output name string = account.name", "output name string = account.listKeys().keys[0].value", "holds no secret"),
        ("main.bicep", "module host 'modules/storage-account.bicep'", "module hosts 'modules/storage-account.bicep'", "has four accounts"),
        ("storage-account.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true", "takes no shared key"),
        ("storage-account.bicep", "isLocalUserEnabled: false", "isLocalUserEnabled: true", "takes no shared key"),
        ("storage-account.bicep", "publicNetworkAccess: 'Disabled'", "publicNetworkAccess: 'Enabled'", "takes no public traffic"),
        ("storage-account.bicep", "allowBlobPublicAccess: false", "allowBlobPublicAccess: true", "takes no public traffic"),
        ("storage-account.bicep", "publicAccess: 'None'", "publicAccess: 'Blob'", "takes no public traffic"),
        ("storage-account.bicep", "defaultAction: 'Deny'", "defaultAction: 'Allow'", "takes no public traffic"),
        ("storage-account.bicep", "requireInfrastructureEncryption: true", "requireInfrastructureEncryption: false", "encrypts twice"),
        ("main.bicep", "immutableContainerNames: ['receipts']", "immutableContainerNames: ['receipts', 'uploads']", "locks audit and receipts only"),
        ("main.bicep", "prefix: 'extracts/'", "prefix: 'receipts/'", "locks audit and receipts only"),
        ("storage-account.bicep", "isVersioningEnabled: false", "isVersioningEnabled: true", "deletes raw files in time"),
        ("storage-account.bicep", "            snapshot: { delete: { daysAfterCreationGreaterThan: rule.days } }\n", "", "deletes raw files in time"),
        ("main.bicep", "{ prefix: 'uploads/', days: rawRetentionDays - landingSoftDeleteDays }", "{ prefix: 'uploads/', days: rawRetentionDays }", "deletes raw files in time"),
        ("main.bicep", "    softDeleteDays: landingSoftDeleteDays\n    deleteAfter", "    softDeleteDays: 30\n    deleteAfter", "deletes raw files in time"),
        ("key-vault.bicep", "enablePurgeProtection: true", "enablePurgeProtection: false", "keeps the vault private and whole"),
        ("key-vault.bicep", "bypass: 'None'", "bypass: 'AzureServices'", "keeps the vault private and whole"),
        ("access.bicep", "{ principal: 'link', account: 'working', container: 'runs',", "{ principal: 'link', account: 'analytics', container: 'analytics',", "keeps link from analytics"),
        ("access.bicep", "{ principal: 'release', account: 'working', container: 'runs',", "{ principal: 'release', account: 'landing', container: 'uploads',", "keeps release from key and identifiers"),
        ("access.bicep", "{ principal: 'link', target: 'vault',", "{ principal: 'release', target: 'vault',", "keeps release from key and identifiers"),
        ("access.bicep", "{ principal: 'operators', account: 'working', container: 'runs',", "{ principal: 'analysts', account: 'working', container: 'runs',", "keeps analysts in analytics"),
        ("access.bicep", "container: 'receipts', role: 'reader', condition: 'ownFolder'", "container: 'receipts', role: 'reader', condition: 'none'", "keeps outsiders in their folder"),
        ("folder-access.bicep", "(@Request[${blobs}:prefix] StringStartsWith \\'${folder}/\\')", "(@Request[${blobs}:prefix] StringStartsWith \\'E\\')", "ties folders to their owner"),
        ("access.bicep", "folder: council.gss", "folder: 'E08000035'", "ties folders to their owner"),
        ("access.bicep", "{ principal: 'operators', target: 'workspace',", "{ principal: 'operators', target: 'vault',", "opens the vault to link and custodians"),
        ("access.bicep", "dataActions: ['${blobs}/read', '${blobs}/delete']", "dataActions: ['${blobs}/*']", "gives narrow roles"),
        ("access.bicep", "dataActions: ['${blobs}/add/action'] }", "dataActions: ['${blobs}/add/action', '${blobs}/write'] }", "gives narrow roles"),
        ("access.bicep", "dataActions: ['${blobs}/read', '${blobs}/delete']", "dataActions: ['${blobs}/read', '${blobs}/tags/write']", "gives narrow roles"),
        ("access.bicep", "actions: [], notActions", "actions: ['*'], notActions", "gives narrow roles"),
        ("access.bicep", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "b24988ac-6180-42a0-ab88-20f7382dd24c", "grants no general role"),
        ("access.bicep", "73c42c96-874c-492b-b04d-ab87d138a893", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "grants no general role"),
        ("main.bicep", "module access 'modules/access.bicep'", "module access 'modules/container-access.bicep'", "grants in the access modules only"),
        ("access.bicep", "  { principal: 'operators', account: 'working', container: 'audit', role: 'reader', condition: 'none' }\n", "", "shows the same matrix"),
        ("README.md", "| link | blob writer | working/audit | none |", "| link | blob reader | working/audit | none |", "shows the same matrix"),
        ("access.bicep", "container: 'extracts', role: 'sweeper', condition: 'cleanOnly'", "container: 'extracts', role: 'sweeper', condition: 'none'", "reads nothing unscanned"),
        ("access.bicep", "StringEquals \\'No threats found\\'", "StringNotEquals \\'Malicious\\'", "reads nothing unscanned"),
        ("folder-access.bicep", "ForAllOfAnyValues:StringEquals {\\'note\\'}", "ForAllOfAnyValues:StringEquals {\\'note\\', \\'Malware Scanning scan result\\'}", "reads nothing unscanned"),
        ("malware-scanning.bicep", "onUpload: { isEnabled: true", "onUpload: { isEnabled: false", "reads nothing unscanned"),
        ("main.bicep", "openToMalwareScanner: true", "openToMalwareScanner: false", "reads nothing unscanned"),
        ("storage-account.bicep", "scope: queues\n", "scope: blobs\n", "logs everything that logs"),
        ("key-vault.bicep", "scope: vault\n", "scope: vaults\n", "logs everything that logs"),
        ("monitoring.bicep", "scope: workspaceItself\n", "scope: insights\n", "logs everything that logs"),
        ("log-redaction.bicep", "extend Uri = \"\", ", "extend ", "cuts names off logs"),
        ("log-redaction.bicep", "(/[^/]+/[^/]+/[^/]+)/", "(/.+)/", "cuts names off logs"),
        ("log-redaction.bicep", "table: 'AppRequests'", "table: 'AppTraces'", "cuts names off logs"),
        ("monitoring.bicep", "output workspaceId string = workspace.outputs.id", "output workspaceId string = newWorkspace.outputs.id", "cuts names off logs"),
        ("alerts.bicep", "docs/runbooks/failed-run.md", "docs/runbooks/stalled-run.md", "alerts on what there is"),
        ("alerts.bicep", "\"RecordFailedUploadEvent\"", "\"RecordFailedUploads\"", "alerts on what there is"),
        ("alerts.bicep", "OperationName == \"SecretGet\" and", "OperationName == \"SecretGet\" and requestUri_s has \"root\" and", "alerts on what there is"),
        ("main.bicep", "    linkPrincipalId: linkApp.outputs.principalId\n  }\n}\n\n@desc", "    linkPrincipalId: releaseApp.outputs.principalId\n  }\n}\n\n@desc", "alerts on what there is"),
        ("monitoring.bicep", "resource budget 'Microsoft.Consumption/budgets@2023-11-01' =", "resource budget 'Microsoft.Consumption/budgets@2023-11-01' existing =", "has a budget"),
        ("main.bicep", "privateServices: ['blob', 'queue', 'table']", "privateServices: ['blob', 'queue', 'table', 'file']", "counts its endpoints"),
        ("function-app.bicep", "ipAddress: 'AzureEventGrid'", "ipAddress: 'AzureCloud'", "answers Event Grid only"),
        ("function-app.bicep", "scmIpSecurityRestrictionsDefaultAction: 'Deny'", "scmIpSecurityRestrictionsDefaultAction: 'Allow'", "answers Event Grid only"),
        ("function-app.bicep", "openToEventGrid ? 'Enabled' : 'Disabled'", "openToEventGrid ? 'Enabled' : 'Enabled'", "answers Event Grid only"),
        ("main.bicep", "openToEventGrid: !eventsThroughQueue", "openToEventGrid: eventsThroughQueue", "answers Event Grid only"),
        ("events.bicep", "queueName: 'marker-events'", "queueName: 'marker-event'", "sends events to what there is"),
        ("events.bicep", "functionName: 'IngestUpload'", "functionName: 'IngestFile'", "sends events to what there is"),
    ];

    private static readonly Lazy<Task<Deployment[]>> Broken = new(BreakAsync);

    public static TheoryData<string> Promises => [.. Checks.Keys];

    public static TheoryData<int, string> Mutations
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Breaches.Length; i++)
                data.Add(i, $"{Breaches[i].File}: {Breaches[i].To.ReplaceLineEndings(" ")}");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task Keeps_the_promise(string promise) => Assert.Empty(Checks[promise](await Deployment.OfRepositoryAsync()));

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task Notices_a_broken_promise(int breach, string text)
    {
        Assert.NotNull(text);
        Assert.NotEmpty(Checks[Breaches[breach].Promise]((await Broken.Value)[breach]));
    }

    [Fact]
    public void Has_a_breach_for_every_promise() => Assert.Empty(Checks.Keys.Except(Breaches.Select(breach => breach.Promise)));

    private static async Task<Deployment[]> BreakAsync()
    {
        var deployment = await Deployment.OfRepositoryAsync();
        using var folder = new TemporaryFolder();
        var copies = new Dictionary<int, string>();
        for (var i = 0; i < Breaches.Length; i++)
        {
            var (name, from, to, _) = Breaches[i];
            var original = name == "README.md" ? deployment.Readme : deployment[name].Text;
            Assert.Contains(from, original, StringComparison.Ordinal);
            var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, i.ToString(System.Globalization.CultureInfo.InvariantCulture))).FullName, name);
            await File.WriteAllTextAsync(path, original.Replace(from, to, StringComparison.Ordinal));
            copies[i] = path;
        }

        var parsed = (await BicepFile.ReadAsync(copies.Values.Where(path => path.EndsWith(".bicep", StringComparison.Ordinal)))).ToDictionary(file => file.Path, StringComparer.Ordinal);
        return [.. copies.Values.Select(path => parsed.TryGetValue(path, out var changed) ? deployment.With(changed) : deployment with { Readme = File.ReadAllText(path) })];
    }
}
