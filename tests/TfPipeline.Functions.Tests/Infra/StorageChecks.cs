using System.Text.Json.Nodes;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>What the accounts and the vault promise.</summary>
internal static class StorageChecks
{
    private const string Account = "Microsoft.Storage/storageAccounts";

    public static IEnumerable<string> TakesNoSharedKey(Deployment all) => Broken(
        all.OfType(Account), ("properties.allowSharedKeyAccess", "false"), ("properties.isLocalUserEnabled", "false"), ("properties.isSftpEnabled", "false"));

    public static IEnumerable<string> TakesNoPublicTraffic(Deployment all) => Broken(
            all.OfType(Account),
            ("properties.allowBlobPublicAccess", "false"), ("properties.publicNetworkAccess", "Disabled"), ("properties.networkAcls.defaultAction", "Deny"),
            ("properties.supportsHttpsTrafficOnly", "true"), ("properties.minimumTlsVersion", "TLS1_2"))
        .Concat(Broken(all.OfType(Account + "/blobServices/containers"), ("properties.publicAccess", "None")));

    public static IEnumerable<string> EncryptsTwice(Deployment all) =>
        Broken(all.OfType(Account), ("properties.encryption.requireInfrastructureEncryption", "true"));

    public static IEnumerable<string> KeepsTheVaultPrivateAndWhole(Deployment all) => Broken(
        all.OfType("Microsoft.KeyVault/vaults"),
        ("properties.enableRbacAuthorization", "true"), ("properties.enablePurgeProtection", "true"), ("properties.enableSoftDelete", "true"),
        ("properties.publicNetworkAccess", "Disabled"), ("properties.networkAcls.defaultAction", "Deny"), ("properties.networkAcls.bypass", "None"));

    public static IEnumerable<string> HasFourAccounts(Deployment all) =>
        all.Accounts.Select(account => account.Name).SequenceEqual(["landing", "working", "analytics", "host"]) ? [] : ["There are other accounts."];

    /// <summary>Lifecycle rules cannot delete where blobs are immutable, and raw identifiers have to go.</summary>
    public static IEnumerable<string> LocksAuditAndReceiptsOnly(Deployment all)
    {
        var locked = all.Accounts.SelectMany(account => Names(account.Params["immutableContainerNames"])).Order(StringComparer.Ordinal).ToArray();
        if (!locked.SequenceEqual(["audit", "receipts"]))
            yield return $"Immutable are {string.Join(", ", locked)}.";
        foreach (var rule in Rules(all).Where(rule => locked.Contains(rule.Prefix.Split('/')[0], StringComparer.Ordinal)))
            yield return $"A lifecycle rule deletes from {rule.Prefix}, which is immutable.";
    }

    /// <summary>The days that a deleted blob stays, and whatever else could outlive the deletion, count.</summary>
    public static IEnumerable<string> DeletesRawFilesInTime(Deployment all)
    {
        var service = all.OfType(Account + "/blobServices").Single();
        if (!service.Is("properties.isVersioningEnabled", "false") || !service.Is("properties.changeFeed.enabled", "false"))
            yield return "Versions or a change feed outlive a deletion.";
        if (service.Body["properties"]!["deleteRetentionPolicy"]!["days"]!["$"]!.GetValue<string>() != "softDeleteDays"
            || service.Body["properties"]!["containerDeleteRetentionPolicy"]!["days"]!["$"]!.GetValue<string>() != "softDeleteDays")
            yield return "Soft-delete has other days than it is given.";
        var lifecycle = all.OfType(Account + "/managementPolicies").Single();
        if (!lifecycle.Paths.ContainsKey("properties.policy.rules.definition.actions.snapshot.delete.daysAfterCreationGreaterThan"))
            yield return "A snapshot keeps its blob from being deleted.";
        if (!Rules(all).SequenceEqual([("uploads/", "rawRetentionDays - landingSoftDeleteDays"), ("extracts/", "rawRetentionDays - landingSoftDeleteDays")]))
            yield return "Uploads and extracts are not deleted soft-delete days before their time.";
        var landing = all.Accounts.Single(account => account.Name == "landing").Params;
        var told = all["main.bicep"].Modules.Single(module => module.Name == "appSettings").Body["params"]!;
        if (Expression(landing["softDeleteDays"]) != "landingSoftDeleteDays" || Expression(told["softDeleteDays"]) != "landingSoftDeleteDays"
            || Expression(told["rawRetentionDays"]) != "rawRetentionDays")
            yield return "The account, the lifecycle rule and the sweep count with different days.";
    }

    private static IEnumerable<(string Prefix, string Days)> Rules(Deployment all) => all.Accounts
        .SelectMany(account => account.Params["deleteAfter"]!.AsArray())
        .Select(rule => (rule!["prefix"]!.GetValue<string>(), Expression(rule["days"])));

    private static IEnumerable<string> Broken(IEnumerable<BicepDeclaration> resources, params (string Path, string Value)[] wanted)
    {
        var found = resources.ToArray();
        return found.Length == 0
            ? ["There is no such resource."]
            : found.SelectMany(resource => wanted.Where(one => !resource.Is(one.Path, one.Value)).Select(one => $"{resource.Name}: {one.Path} is not {one.Value}."));
    }

    private static IEnumerable<string> Names(JsonNode? array) => array!.AsArray().Select(name => name!.GetValue<string>());

    private static string Expression(JsonNode? value) => value is JsonObject text ? text["$"]!.GetValue<string>() : value!.ToString();
}
