using System.Text.Json.Nodes;
using TfPipeline.Infra.Tests.Checks;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

/// <summary>Each promise holds in the repository, and breaking it on a copy is noticed: a check that cannot fail would be worth nothing.</summary>
[Trait("tier", "unit")]
public sealed class PromiseTests
{
    private static readonly Dictionary<string, Func<Deployed, IEnumerable<string>>> Checks = new(StringComparer.Ordinal)
    {
        ["uses known words"] = OperationChecks.UsesKnownWords,
        ["holds no secret"] = OperationChecks.HoldsNoSecret,
        ["has five accounts"] = StorageChecks.HasFiveAccounts,
        ["takes no shared key"] = StorageChecks.TakesNoSharedKey,
        ["takes no public traffic"] = StorageChecks.TakesNoPublicTraffic,
        ["encrypts twice"] = StorageChecks.EncryptsTwice,
        ["locks receipts, approvals and audit only"] = StorageChecks.LocksReceiptsApprovalsAndAuditOnly,
        ["leaves locked policies alone"] = StorageChecks.LeavesLockedPoliciesAlone,
        ["deletes in time"] = StorageChecks.DeletesInTime,
        ["keeps the vault private and whole"] = StorageChecks.KeepsTheVaultPrivateAndWhole,
        ["locks what nobody may delete"] = StorageChecks.LocksWhatNobodyMayDelete,
        ["keeps the public page apart"] = StorageChecks.KeepsThePublicPageApart,
        ["keeps link from results"] = AccessChecks.KeepsLinkFromResults,
        ["keeps release from key and identifiers"] = AccessChecks.KeepsReleaseFromKeyAndIdentifiers,
        ["shares no account that either may write as a whole"] = AccessChecks.SharesNoAccountThatEitherMayWriteAsAWhole,
        ["keeps analysts in analytics"] = AccessChecks.KeepsAnalystsInAnalytics,
        ["keeps outsiders in their folder"] = AccessChecks.KeepsOutsidersInTheirFolder,
        ["keeps decisions and requests in their owner's folder"] = AccessChecks.KeepsDecisionsAndRequestsInTheirOwnersFolder,
        ["answers requests as promised"] = AccessChecks.AnswersRequestsAsPromised,
        ["opens the vault to link and custodians"] = AccessChecks.OpensTheVaultToLinkAndCustodians,
        ["opens the ledger's vault to release and custodians"] = AccessChecks.OpensTheLedgersVaultToReleaseAndCustodians,
        ["gives narrow roles"] = AccessChecks.GivesNarrowRoles,
        ["grants no other role"] = AccessChecks.GrantsNoOtherRole,
        ["names roles for one environment"] = AccessChecks.NamesRolesForOneEnvironment,
        ["names everything beforehand"] = AccessChecks.NamesEverythingBeforehand,
        ["reads nothing unscanned"] = AccessChecks.ReadsNothingUnscanned,
        ["shows the same matrix"] = AccessChecks.ShowsTheSameMatrix,
        ["lets apps send where they must"] = NetworkChecks.LetsAppsSendWhereTheyMust,
        ["keeps release from the vault"] = NetworkChecks.KeepsReleaseFromTheVault,
        ["takes nothing from the internet"] = NetworkChecks.TakesNothingFromTheInternet,
        ["counts its endpoints"] = NetworkChecks.CountsItsEndpoints,
        ["logs everything that logs"] = OperationChecks.LogsEverythingThatLogs,
        ["exports the activity log"] = OperationChecks.ExportsTheActivityLog,
        ["cuts names off logs"] = OperationChecks.CutsNamesOffLogs,
        ["alerts on what there is"] = OperationChecks.AlertsOnWhatThereIs,
        ["has a budget"] = OperationChecks.HasABudget,
        ["answers Event Grid only"] = OperationChecks.AnswersEventGridOnly,
        ["sets only what the plan knows"] = OperationChecks.SetsOnlyWhatThePlanKnows,
        ["signs in as the app only"] = OperationChecks.SignsInAsTheAppOnly,
        ["sends events to what there is"] = OperationChecks.SendsEventsToWhatThereIs,
    };

    private static readonly Breach[] Breaches =
    [
        Text("\"allowedCopyScope\":\"PrivateLink\"", "\"allowedCopyScope\":\"PrivateLinks\"", "uses known words"),
        Text("\"name\":\"Standard_ZRS\"", "\"name\":\"Standard_LRS\"", "uses known words"),
        Text("\"AppRole\":\"link\"", "\"AppRole\":\"link\",\"Key\":\"[listKeys('x', '2023-05-01').keys[0].value]\"", "holds no secret"),
        new("a sixth account", all => all.With(main => main.And(Copy(main.Named("Microsoft.Storage/storageAccounts", "tfpland"), "tfpland", "tfpmore"))), "has five accounts"),
        Text("\"allowSharedKeyAccess\":false", "\"allowSharedKeyAccess\":true", "takes no shared key"),
        Text("\"isLocalUserEnabled\":false", "\"isLocalUserEnabled\":true", "takes no shared key"),
        Text("\"publicNetworkAccess\":\"Disabled\"", "\"publicNetworkAccess\":\"Enabled\"", "takes no public traffic"),
        Text("\"allowBlobPublicAccess\":false", "\"allowBlobPublicAccess\":true", "takes no public traffic"),
        Text("\"publicAccess\":\"None\"", "\"publicAccess\":\"Blob\"", "takes no public traffic"),
        Text("\"allowedCopyScope\":\"PrivateLink\"", "\"allowedCopyScope\":\"AAD\"", "takes no public traffic"),
        Text("\"requireInfrastructureEncryption\":true", "\"requireInfrastructureEncryption\":false", "encrypts twice"),
        new("approvals can be replaced", all => all.With(main => main.Without(one => Evaluated.Type(one).EndsWith("/immutabilityPolicies", StringComparison.Ordinal) && Evaluated.Name(one).Contains("/approvals/", StringComparison.Ordinal))), "locks receipts, approvals and audit only"),
        Text("\"prefixMatch\":[\"extracts/\"]", "\"prefixMatch\":[\"receipts/\"]", "locks receipts, approvals and audit only"),
        Text("\"allowProtectedAppendWrites\":false", "\"allowProtectedAppendWrites\":true", "locks receipts, approvals and audit only"),
        new("a locked policy is put again", all => all with { Locked = all.Main }, "leaves locked policies alone"),
        Text("\"isVersioningEnabled\":false", "\"isVersioningEnabled\":true", "deletes in time"),
        Text("\"daysAfterCreationGreaterThan\":53", "\"daysAfterCreationGreaterThan\":63", "deletes in time"),
        Text("\"daysAfterModificationGreaterThan\":38", "\"daysAfterModificationGreaterThan\":45", "deletes in time"),
        Text("\"prefixMatch\":[\"proposals/\"]", "\"prefixMatch\":[\"proposal/\"]", "deletes in time"),
        new("the working store keeps everything", all => all.With(main => main.Without(one => Evaluated.Type(one).EndsWith("/managementPolicies", StringComparison.Ordinal) && Evaluated.Name(one).StartsWith("tfpwork", StringComparison.Ordinal))), "deletes in time"),
        Text("\"ResultRetentionDays\":\"220\"", "\"ResultRetentionDays\":\"227\"", "deletes in time"),
        Text("\"enablePurgeProtection\":true", "\"enablePurgeProtection\":false", "keeps the vault private and whole"),
        Text("\"level\":\"CanNotDelete\"", "\"level\":\"ReadOnly\"", "locks what nobody may delete"),
        new("the page is on by default", all => all with { Main = all.Paged }, "keeps the public page apart"),
        new("the page brings a second container", all => all with { Paged = all.Paged.And(Copy(all.Paged.Named("Microsoft.Storage/storageAccounts/blobServices/containers", "tfppage"), "$web", "uploads")) }, "keeps the public page apart"),
        new("link reads results", Grants("/tfpwork", "containers/runs/", "link", "/tfpanal", "containers/analytics/"), "keeps link from results"),
        new("release reads uploads", Grants("/tfpwork", "containers/panel/", "release", "/tfpland", "containers/uploads/"), "keeps release from key and identifiers"),
        new("release reads the vault", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("/vaults/kv-tfp-", StringComparison.Ordinal), "id-func-tfp-link-", "id-func-tfp-release-")), "keeps release from key and identifiers"),
        Text("tfprelhost", "tfplinkhost", "shares no account that either may write as a whole"),
        new("release owns link's host account", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("/tfprelhost", StringComparison.Ordinal), "/tfprelhost", "/tfplinkhost")), "shares no account that either may write as a whole"),
        new("link writes on the account of results", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("storageAccounts/tfplinkhost", StringComparison.Ordinal), "/tfplinkhost", "/tfpanal")), "shares no account that either may write as a whole"),
        new("analysts read runs", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("containers/runs/", StringComparison.Ordinal), "000000000004", "000000000003")), "keeps analysts in analytics"),
        Text("StringStartsWith 'E08000035/'", "StringStartsWith 'E0800003'", "keeps outsiders in their folder"),
        Text("StringStartsWith '00000000-0000-0000-0000-000000000007/'", "StringStartsWith '00000000-0000-0000-0000-000000000008/'", "keeps decisions and requests in their owner's folder"),
        new("release writes approvals", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("containers/proposals/", StringComparison.Ordinal), "containers/proposals/", "containers/approvals/")), "keeps decisions and requests in their owner's folder"),
        Text("(!(Exists @Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&]))", "(@Request[Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags&$keys$&] ForAllOfAnyValues:StringEquals {'note'})", "answers requests as promised"),
        Text("OR (!(Exists @Request", "OR ((Exists @Request", "answers requests as promised"),
        Text("blobs:prefix] StringStartsWith 'E08000035/'", "blobs:prefix] StringStartsWith 'E'", "answers requests as promised"),
        Text("blobs:path] StringStartsWith '00000000-0000-0000-0000-000000000007/'", "blobs:path] StringStartsWith ''", "answers requests as promised"),
        new("operators set secrets", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("/vaults/kv-tfp-", StringComparison.Ordinal), "000000000005", "000000000004")), "opens the vault to link and custodians"),
        new("link reads the ledger's secret", all => all.With(main => Moved(main, one => Evaluated.Id(one).Contains("/vaults/kv-led-", StringComparison.Ordinal), "id-func-tfp-release-", "id-func-tfp-link-")), "opens the ledger's vault to release and custodians"),
        Text("blobs/delete\"", "blobs/*\"", "gives narrow roles"),
        Text("\"dataActions\":[\"Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action\"]", "\"dataActions\":[\"Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action\",\"Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write\"]", "gives narrow roles"),
        Text("\"actions\":[],\"notActions\"", "\"actions\":[\"*\"],\"notActions\"", "gives narrow roles"),
        Text("73c42c96-874c-492b-b04d-ab87d138a893", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "grants no other role"),
        new("a role on the whole group", all => all.With(main => main.With("/providers/Microsoft.KeyVault/vaults/kv-tfp-", "/providers/Microsoft.KeyVault/other/kv-tfp-")), "grants no other role"),
        Text("\"roleName\":\"TfPipeline blob reader (prod-", "\"roleName\":\"TfPipeline blob reader (prod-x", "names roles for one environment", exact: false),
        Text("\"name\":\"alert-failed-run\"", "\"name\":\"[format('alert-{0}', reference('x').id)]\"", "names everything beforehand"),
        Text("StringEquals 'No threats found'", "StringNotEquals 'Malicious'", "reads nothing unscanned"),
        Text("\"onUpload\":{\"isEnabled\":true", "\"onUpload\":{\"isEnabled\":false", "reads nothing unscanned"),
        Text("\"excludeBlobsWithPrefix\":[\"receipts/\"", "\"excludeBlobsWithPrefix\":[\"uploads/\"", "reads nothing unscanned"),
        new("a row of the matrix says less", all => all with { Readme = all.Readme.Replace("| link | blob writer | working/audit | none |", "| link | blob reader | working/audit | none |", StringComparison.Ordinal) }, "shows the same matrix"),
        Text("\"destinationAddressPrefix\":\"AzureMonitor\"", "\"destinationAddressPrefix\":\"Storage\"", "lets apps send where they must"),
        Text("\"priority\":4000", "\"priority\":90", "lets apps send where they must"),
        Text("\"access\":\"Deny\",\"protocol\":\"*\",\"sourceAddressPrefix\":\"*\"", "\"access\":\"Allow\",\"protocol\":\"*\",\"sourceAddressPrefix\":\"*\"", "lets apps send where they must"),
        Text("\"sourceAddressPrefix\":\"10.20.1.0/24\",\"sourcePortRange\":\"*\",\"destinationAddressPrefix\":\"10.20.2.0/24\"", "\"sourceAddressPrefix\":\"10.20.1.0/24\",\"sourcePortRange\":\"*\",\"destinationAddressPrefix\":\"10.20.3.0/24\"", "keeps release from the vault"),
        Text("\"name\":\"deny-inbound-from-release\",\"properties\":{\"priority\":100,\"direction\":\"Inbound\",\"access\":\"Deny\"", "\"name\":\"deny-inbound-from-release\",\"properties\":{\"priority\":100,\"direction\":\"Inbound\",\"access\":\"Allow\"", "keeps release from the vault"),
        Text("/subnets/vault", "/subnets/endpoints", "keeps release from the vault"),
        Text("\"priority\":200,\"direction\":\"Inbound\",\"access\":\"Deny\"", "\"priority\":200,\"direction\":\"Inbound\",\"access\":\"Allow\"", "takes nothing from the internet"),
        new("an endpoint more", all => all.With(main => main.And(Copy(main.OfType("Microsoft.Network/privateEndpoints").First(), "-blob", "-file"))), "counts its endpoints"),
        new("the queues of landing log nothing", all => all.With(main => main.Without(one => Evaluated.Id(one).Contains("/queueServices/default/providers/Microsoft.Insights", StringComparison.Ordinal))), "logs everything that logs"),
        new("nobody sees who reads the logs", all => all.With(main => main.Without(one => Evaluated.Id(one).Contains("/workspaces/", StringComparison.Ordinal) && Evaluated.Type(one).EndsWith("/diagnosticSettings", StringComparison.Ordinal))), "logs everything that logs"),
        Text("\"category\":\"Administrative\",\"enabled\":true", "\"category\":\"Administrative\",\"enabled\":false", "exports the activity log"),
        Text("extend Uri = \\\"\\\", ", "extend ", "cuts names off logs"),
        Text("(/[^/]+/[^/]+/[^/]+)/", "(/.+)/", "cuts names off logs"),
        Text("Microsoft-Table-AppRequests", "Microsoft-Table-AppTraces", "cuts names off logs"),
        Text("\"defaultDataCollectionRuleResourceId\":\"/", "\"defaultDataCollectionRuleResourceId\":\"", "cuts names off logs"),
        Text("docs/runbooks/failed-run.md", "docs/runbooks/stalled-run.md", "alerts on what there is"),
        Text("| where tostring(Identity.claim.oid) != \\\"LINK", "| where requestUri_s has \\\"root\\\" and tostring(Identity.claim.oid) != \\\"LINK", "alerts on what there is"),
        Text("\"displayName\":\"new-role-assignment\"", "\"displayName\":\"failed-run\"", "alerts on what there is"),
        new("no budget", all => all.With(main => main.Without(one => Evaluated.Type(one).EndsWith("/budgets", StringComparison.Ordinal))), "has a budget"),
        new("others than Event Grid", all => all with { Webhooks = all.Webhooks.With("\"ipAddress\":\"AzureEventGrid\"", "\"ipAddress\":\"AzureCloud\"") }, "answers Event Grid only"),
        new("public although by queue", all => all with { Main = all.Webhooks }, "answers Event Grid only"),
        Text("\"scmIpSecurityRestrictionsDefaultAction\":\"Deny\"", "\"scmIpSecurityRestrictionsDefaultAction\":\"Allow\"", "answers Event Grid only"),
        Text("\"allow\":false", "\"allow\":true", "answers Event Grid only"),
        Text("\"http20Enabled\":true", "\"http20Enabled\":true,\"ftpsState\":\"Disabled\"", "sets only what the plan knows"),
        Text("\"AZURE_TOKEN_CREDENTIALS\":\"ManagedIdentityCredential\"", "\"AZURE_TOKEN_CREDENTIALS\":\"dev\"", "signs in as the app only"),
        new("a queue that is not there", all => all with { QueueEvents = all.QueueEvents.With("\"queueName\":\"marker-events\"", "\"queueName\":\"marker-event\"") }, "sends events to what there is"),
        new("an event is given up", all => all with { WebhookEvents = all.WebhookEvents.With("\"blobContainerName\":\"undelivered\"", "\"blobContainerName\":\"lost\"") }, "sends events to what there is"),
    ];

    public static TheoryData<string> Promises => [.. Checks.Keys];

    public static TheoryData<int, string> Mutations
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < Breaches.Length; i++)
                data.Add(i, Breaches[i].Name);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Promises))]
    public async Task Keeps_the_promise(string promise) => Assert.Empty(Checks[promise](await Deployed.OfRepositoryAsync()));

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task Notices_a_broken_promise(int breach, string name)
    {
        Assert.NotNull(name);
        Assert.NotEmpty(Checks[Breaches[breach].Promise](Breaches[breach].Break(await Deployed.OfRepositoryAsync())));
    }

    [Fact]
    public void Has_a_breach_for_every_promise() => Assert.Empty(Checks.Keys.Except(Breaches.Select(breach => breach.Promise)));

    private static Breach Text(string from, string to, string promise, bool exact = true) => new(
        to.ReplaceLineEndings(" "),
        all => exact ? all.With(main => main.With(from, to)) : all.With(main => Cut(main, from)),
        promise);

    // Takes off what follows a text up to the next quote.
    private static Evaluated Cut(Evaluated main, string from)
    {
        var name = main.OfType("Microsoft.Authorization/roleDefinitions").Select(one => Evaluated.Text(one, "properties.roleName")!).Single(one => ("\"roleName\":\"" + one).StartsWith(from, StringComparison.Ordinal));
        return main.With(name, from["\"roleName\":\"".Length..]);
    }

    private static Func<Deployed, Deployed> Grants(string account, string place, string app, string toAccount, string toPlace) => all => all.With(main => Moved(
        Moved(main, one => IsOf(one, place, app), account, toAccount), one => IsOf(one, place, app), place, toPlace));

    private static bool IsOf(JsonObject assignment, string place, string app) =>
        Evaluated.Id(assignment).Contains(place, StringComparison.Ordinal) && Evaluated.Text(assignment, "properties.principalId")!.Contains($"id-func-tfp-{app}-", StringComparison.Ordinal);

    /// <summary>Changes the assignments that are meant: their place or who they are for.</summary>
    private static Evaluated Moved(Evaluated main, Func<JsonObject, bool> which, string from, string to)
    {
        var copy = JsonNode.Parse(main.Document.ToJsonString())!.AsObject();
        var list = copy["predictedResources"]!.AsArray();
        var changed = 0;
        for (var i = 0; i < list.Count; i++)
        {
            var one = list[i]!.AsObject();
            if (Evaluated.Type(one) != "Microsoft.Authorization/roleAssignments" || !which(one) || !one.ToJsonString().Contains(from, StringComparison.Ordinal))
                continue;
            list[i] = Copy(one, from, to);
            changed++;
        }

        return changed > 0 ? new Evaluated(copy) : throw new InvalidOperationException("No such assignment.");
    }

    private static JsonObject Copy(JsonObject one, string from, string to) => JsonNode.Parse(one.ToJsonString().Replace(from, to, StringComparison.Ordinal))!.AsObject();

    private sealed record Breach(string Name, Func<Deployed, Deployed> Break, string Promise);
}
