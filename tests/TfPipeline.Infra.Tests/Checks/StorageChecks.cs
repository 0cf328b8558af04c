using System.Globalization;
using System.Text.Json.Nodes;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests.Checks;

/// <summary>What the accounts and the vault promise.</summary>
internal static class StorageChecks
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    public static IEnumerable<JsonObject> Accounts(Evaluated all) => all.OfType(Account);

    public static IEnumerable<string> HasFiveAccounts(Deployed all)
    {
        var names = Accounts(all.Main).Select(one => Grant.PlaceOf(Evaluated.Id(one))).ToArray();
        return names.SequenceEqual(["landing", "working", "analytics", "link-host", "release-host"]) ? [] : ["There are other accounts: " + string.Join(' ', names)];
    }

    public static IEnumerable<string> TakesNoSharedKey(Deployed all) => Broken(
        Accounts(all.Paged), ("properties.allowSharedKeyAccess", "false"), ("properties.isLocalUserEnabled", "false"), ("properties.isSftpEnabled", "false"))
        .Concat(Broken(Accounts(all.Main), ("properties.allowSharedKeyAccess", "false"), ("properties.isLocalUserEnabled", "false"), ("properties.isSftpEnabled", "false")));

    public static IEnumerable<string> TakesNoPublicTraffic(Deployed all) => Broken(
            Accounts(all.Main),
            ("properties.allowBlobPublicAccess", "false"), ("properties.publicNetworkAccess", "Disabled"), ("properties.networkAcls.defaultAction", "Deny"),
            ("properties.supportsHttpsTrafficOnly", "true"), ("properties.minimumTlsVersion", "TLS1_2"), ("properties.allowedCopyScope", "PrivateLink"))
        .Concat(Broken(all.Main.OfType(Account + "/blobServices/containers"), ("properties.publicAccess", "None")));

    public static IEnumerable<string> EncryptsTwice(Deployed all) => Broken(Accounts(all.Main), ("properties.encryption.requireInfrastructureEncryption", "true"));

    public static IEnumerable<string> KeepsTheVaultPrivateAndWhole(Deployed all) => Broken(
        all.Main.OfType("Microsoft.KeyVault/vaults"),
        ("properties.enableRbacAuthorization", "true"), ("properties.enablePurgeProtection", "true"), ("properties.enableSoftDelete", "true"),
        ("properties.publicNetworkAccess", "Disabled"), ("properties.networkAcls.defaultAction", "Deny"), ("properties.networkAcls.bypass", "None"));

    public static IEnumerable<string> LocksWhatNobodyMayDelete(Deployed all)
    {
        var locked = all.Main.OfType("Microsoft.Authorization/locks").Where(one => Evaluated.Text(one, "properties.level") == "CanNotDelete")
            .Select(one => Evaluated.Id(one).Split("/providers/Microsoft.Authorization/locks")[0].Split('/')[^1][..7]).Order(StringComparer.Ordinal).ToArray();
        return locked.SequenceEqual(["kv-led-", "kv-tfp-", "tfpanal", "tfpwork"]) ? [] : ["Locked are " + string.Join(' ', locked)];
    }

    /// <summary>Lifecycle rules cannot delete where blobs are immutable.</summary>
    public static IEnumerable<string> LocksReceiptsApprovalsAndAuditOnly(Deployed all)
    {
        var immutable = all.Main.OfType(Account + "/blobServices/containers/immutabilityPolicies").Select(one => Evaluated.Name(one).Split('/')[2]).Order(StringComparer.Ordinal).ToArray();
        if (!immutable.SequenceEqual(["approvals", "audit", "receipts"]))
            yield return $"Immutable are {string.Join(", ", immutable)}.";
        foreach (var rule in Rules(all).Where(rule => immutable.Contains(rule.Prefix.Split('/')[0], StringComparer.Ordinal)))
            yield return $"A lifecycle rule deletes from {rule.Prefix}, which is immutable.";
        foreach (var policy in all.Main.OfType(Account + "/blobServices/containers/immutabilityPolicies").Where(one => Evaluated.Text(one, "properties.allowProtectedAppendWrites") != "false"))
            yield return $"{Evaluated.Name(policy)} lets blobs grow.";
    }

    /// <summary>A locked policy refuses to be put again, and with it the whole provisioning.</summary>
    public static IEnumerable<string> LeavesLockedPoliciesAlone(Deployed all)
    {
        const string Policy = Account + "/blobServices/containers/immutabilityPolicies";
        foreach (var policy in all.Locked.OfType(Policy))
            yield return $"{Evaluated.Name(policy)} is put although it is locked.";
        var others = all.Main.Resources.Count(one => Evaluated.Type(one) != Policy);
        if (all.Locked.Resources.Count(one => Evaluated.Type(one) != Policy) != others)
            yield return "More than the policies is left out.";
    }

    /// <summary>The days that a deleted blob stays, and whatever else could outlive the deletion, count.</summary>
    public static IEnumerable<string> DeletesInTime(Deployed all)
    {
        foreach (var service in all.Main.OfType(Account + "/blobServices").Where(one => Evaluated.Text(one, "properties.isVersioningEnabled") != "false" || Evaluated.Text(one, "properties.changeFeed.enabled") != "false"))
            yield return $"Versions or a change feed outlive a deletion in {Evaluated.Name(service)}.";
        int raw = Days(all, "rawRetentionDays"), links = Days(all, "linkRetentionDays"), results = Days(all, "resultRetentionDays");
        (string, int)[] wanted =
        [
            ("uploads/", raw), ("extracts/", raw), ("undelivered/", raw),
            ("links/", links), ("cohort/snapshots/", links), ("panel/", results), ("estimates/", results), ("proposals/", results), ("undelivered/", links),
        ];
        var found = all.Main.OfType(Account + "/managementPolicies").SelectMany(policy =>
        {
            var soft = all.Main.OfType(Account + "/blobServices").Single(one => Evaluated.Name(one) == Evaluated.Name(policy).Split('/')[0] + "/default");
            return RulesOf(policy).Select(rule => (rule.Prefix, rule.Days + int.Parse(Evaluated.Text(soft, "properties.deleteRetentionPolicy.days")!, CultureInfo.InvariantCulture)));
        }).ToArray();
        if (!found.SequenceEqual(wanted))
            yield return "Other blobs are deleted, or at another time: " + string.Join(' ', found);
        foreach (var settings in all.Main.OfType("Microsoft.Web/sites/config"))
        {
            foreach (var (setting, days) in new[] { ("RetentionDays", raw), ("LinkRetentionDays", links), ("ResultRetentionDays", results), ("SoftDeleteDays", 7) })
            {
                if (Evaluated.Text(settings, "properties." + setting) != days.ToString(CultureInfo.InvariantCulture))
                    yield return $"{Evaluated.Name(settings)} counts with other days than the accounts: {setting}.";
            }
        }
    }

    /// <summary>The page is nobody's way in: off unless asked for, alone in its account, and no role of the system reaches it.</summary>
    public static IEnumerable<string> KeepsThePublicPageApart(Deployed all)
    {
        if (Accounts(all.Main).Any(one => Evaluated.Text(one, "properties.publicNetworkAccess") != "Disabled"))
            yield return "The page is on by default.";
        var added = all.Paged.Resources.Select(Evaluated.Id).Except(all.Main.Resources.Select(Evaluated.Id)).ToArray();
        if (added.Length == 0 || added.Any(id => !id.Contains("/storageAccounts/tfppage", StringComparison.Ordinal)))
            yield return "The page brings something else along.";
        if (!all.Paged.OfType(Account + "/blobServices/containers").Where(one => Evaluated.Name(one).StartsWith("tfppage", StringComparison.Ordinal)).Select(one => Evaluated.Name(one).Split('/')[2]).SequenceEqual(["$web"]))
            yield return "The account of the page holds something else.";
        foreach (var grant in Grant.AllOf(all.Paged, all.Parameters).Where(g => g.Account == "page"))
            yield return grant.MatrixRow;
    }

    private static int Days(Deployed all, string parameter) => all.Parameters[parameter]!["value"]!.GetValue<int>();

    private static IEnumerable<(string Prefix, int Days)> Rules(Deployed all) => all.Main.OfType(Account + "/managementPolicies").SelectMany(RulesOf);

    private static IEnumerable<(string Prefix, int Days)> RulesOf(JsonObject policy)
    {
        foreach (var rule in policy["properties"]!["policy"]!["rules"]!.AsArray())
        {
            var definition = rule!["definition"]!;
            var days = definition["actions"]!["baseBlob"]!["delete"]!["daysAfterModificationGreaterThan"]!.GetValue<int>();
            // A snapshot keeps its blob from being deleted.
            var whole = Evaluated.Text(rule, "enabled") == "true" && Evaluated.Text(definition, "actions.snapshot.delete.daysAfterCreationGreaterThan") == days.ToString(CultureInfo.InvariantCulture);
            yield return (definition["filters"]!["prefixMatch"]!.AsArray().Single()!.GetValue<string>(), whole ? days : int.MinValue);
        }
    }

    private static IEnumerable<string> Broken(IEnumerable<JsonObject> resources, params (string Path, string Value)[] wanted)
    {
        var found = resources.ToArray();
        return found.Length == 0
            ? ["There is no such resource."]
            : found.SelectMany(resource => wanted.Where(one => Evaluated.Text(resource, one.Path) != one.Value).Select(one => $"{Evaluated.Name(resource)}: {one.Path} is not {one.Value}."));
    }
}
