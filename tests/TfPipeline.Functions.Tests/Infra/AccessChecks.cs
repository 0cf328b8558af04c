using System.Text.Json.Nodes;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>Who reaches what.</summary>
internal static class AccessChecks
{
    private static readonly string[] GeneralRoles =
    [
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", // Owner
        "b24988ac-6180-42a0-ab88-20f7382dd24c", // Contributor
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", // User Access Administrator
        "f58310d9-a9f6-439a-9e8d-f62e7b41a168", // Role Based Access Control Administrator
    ];

    private static readonly string[] OutOfReachOfRelease =
        ["vault", "landing/uploads", "landing/extracts", "landing/receipts", "landingQueues", "working/cohort", "working/links"];

    public static IEnumerable<string> KeepsLinkFromAnalytics(Deployment all) =>
        Of(all, "link").Where(g => g.Where.StartsWith("analytics", StringComparison.Ordinal)).Select(g => g.MatrixRow);

    public static IEnumerable<string> KeepsReleaseFromKeyAndIdentifiers(Deployment all) =>
        Of(all, "release").Where(g => OutOfReachOfRelease.Contains(g.Where, StringComparer.Ordinal) || g.Where == "landing").Select(g => g.MatrixRow);

    public static IEnumerable<string> KeepsAnalystsInAnalytics(Deployment all) =>
        Other(Of(all, "analysts"), new Grant("analysts", "blob reader", "analytics/analytics", "none"));

    public static IEnumerable<string> KeepsOutsidersInTheirFolder(Deployment all) => Other(
        Of(all, "council").Concat(Of(all, "department")),
        new Grant("council", "blob creator", "landing/uploads", "ownFolder"),
        new Grant("council", "blob reader", "landing/receipts", "ownFolder"),
        new Grant("council", "blob reader", "landing/summaries", "ownFolder"),
        new Grant("department", "blob creator", "landing/extracts", "ownFolder"));

    public static IEnumerable<string> OpensTheVaultToLinkAndCustodians(Deployment all) => Other(
        Grant.AllOf(all).Where(g => g.Where == "vault"),
        new Grant("link", "Key Vault Secrets User", "vault", "none"),
        new Grant("custodians", "Key Vault Secrets Officer", "vault", "none"));

    public static IEnumerable<string> GivesNarrowRoles(Deployment all)
    {
        var roles = all["access.bicep"].Vars["blobRoles"]!.AsObject();
        if (!Actions(roles, "creator").SequenceEqual(["'${blobs}/add/action'"]) || !Actions(roles, "reader").SequenceEqual(["'${blobs}/read'"]))
            yield return "A creator can only add, a reader only read.";
        if (Actions(roles, "writer").Any(a => a.Contains("/delete", StringComparison.Ordinal)))
            yield return "A writer deletes.";
        if (Actions(roles, "sweeper").Any(a => a.Contains("/write", StringComparison.Ordinal) || a.Contains("/add", StringComparison.Ordinal)))
            yield return "A sweeper writes.";
        foreach (var action in roles.SelectMany(r => Actions(roles, r.Key)).Where(a => a.Contains('*', StringComparison.Ordinal) || a.Contains("/tags", StringComparison.Ordinal)))
            yield return $"{action} is a wildcard or changes a verdict.";
        foreach (var role in all.OfType("Microsoft.Authorization/roleDefinitions").Where(r => r.Body["properties"]!["permissions"]![0]!["actions"] is not JsonArray { Count: 0 }))
            yield return $"{role.Name} may manage resources.";
    }

    public static IEnumerable<string> GrantsNoGeneralRole(Deployment all) =>
        all.Files.Where(file => GeneralRoles.Any(role => file.Text.Contains(role, StringComparison.OrdinalIgnoreCase))).Select(file => file.Name);

    public static IEnumerable<string> GrantsInTheAccessModulesOnly(Deployment all)
    {
        var makers = all.Files.Where(f => f.Resources.Any(r => r.Target.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)));
        var callers = all.Files.Where(f => f.Modules.Any(m => Path.GetFileName(m.Target) is "container-access.bicep" or "service-access.bicep" or "folder-access.bicep"));
        return makers.Select(f => f.Name).Except(["container-access.bicep", "service-access.bicep"])
            .Concat(callers.Select(f => f.Name).Except(["access.bicep", "folder-access.bicep"]));
    }

    public static IEnumerable<string> ShowsTheSameMatrix(Deployment all)
    {
        var rows = all.Readme.Split('\n').SkipWhile(line => line != "| who | role | where | condition |").Skip(2).TakeWhile(line => line.StartsWith('|')).ToArray();
        return rows.Length == 0 ? ["infra/README.md has no role matrix."] : Different(Grant.AllOf(all).Select(g => g.MatrixRow), rows);
    }

    /// <summary>An unscanned blob is out of reach, and nobody but the scanner says that one is clean.</summary>
    public static IEnumerable<string> ReadsNothingUnscanned(Deployment all)
    {
        foreach (var grant in Grant.AllOf(all).Where(g => g is { Where: "landing/uploads" or "landing/extracts", Role: not "blob creator" } && g.Condition != "cleanOnly"))
            yield return grant.MatrixRow;
        var access = all["access.bicep"];
        if (!Text(access.Vars["cleanOnly"]).Contains("@Resource[${blobs}/tags:Malware Scanning scan result<$key_case_sensitive$>] StringEquals \\'No threats found\\'", StringComparison.Ordinal)
            || !access.Text.Contains("condition: grant.condition == 'cleanOnly' ? cleanOnly : ''", StringComparison.Ordinal))
            yield return "The condition does not ask for the scanner's tag.";
        if (!Text(all["folder-access.bicep"].Vars["ownFolder"]!["creator"]).Contains("SubOperationMatches{\\'Blob.Write.WithTagHeaders\\'})) OR (@Request[${blobs}/tags&$keys$&] ForAllOfAnyValues:StringEquals {\\'note\\'})", StringComparison.Ordinal))
            yield return "A creator may bring the scanner's tag along.";
        var scanning = all.OfType("Microsoft.Security/defenderForStorageSettings").Single();
        if (!scanning.Is("properties.isEnabled", "true") || !scanning.Is("properties.malwareScanning.onUpload.isEnabled", "true")
            || !scanning.Is("properties.malwareScanning.blobScanResultsOptions", "blobIndexTags"))
            yield return "Nothing is scanned, or no tag says so.";
        if (all.Accounts.Any(account => account.Params["openToMalwareScanner"]!.GetValue<bool>() != (account.Name == "landing")))
            yield return "The scanner is let into another account than landing.";
    }

    /// <summary>Each party's grants are tied to its own code.</summary>
    public static IEnumerable<string> TiesFoldersToTheirOwner(Deployment all)
    {
        var conditions = all["folder-access.bicep"].Vars["ownFolder"]!.AsObject();
        foreach (var (role, condition) in conditions)
        {
            if (!Text(condition).Contains("path] StringStartsWith \\'${folder}/\\'", StringComparison.Ordinal))
                yield return $"A {role} is not tied to its folder.";
        }

        if (!Text(conditions["reader"]).Contains("prefix] StringStartsWith \\'${folder}/\\'", StringComparison.Ordinal))
            yield return "A reader may list other folders.";
        foreach (var (module, folder) in new[] { ("councilAccessTo", "council.gss"), ("departmentAccessTo", "department.code") })
        {
            if (Text(all["access.bicep"].Modules.Single(m => m.Name == module).Body["params"]!["folder"]) != folder)
                yield return $"{module} is for another folder.";
        }
    }

    private static string Text(JsonNode? value) => value is JsonObject expression ? expression["$"]!.GetValue<string>() : value!.GetValue<string>();

    private static string[] Actions(JsonObject roles, string role) => [.. roles[role]!["dataActions"]!.AsArray().Select(Text)];

    private static IEnumerable<Grant> Of(Deployment all, string principal) => Grant.AllOf(all).Where(g => g.Principal == principal);

    private static IEnumerable<string> Other(IEnumerable<Grant> found, params Grant[] wanted) =>
        Different(found.Select(g => g.MatrixRow), wanted.Select(g => g.MatrixRow));

    private static IEnumerable<string> Different(IEnumerable<string> found, IEnumerable<string> wanted)
    {
        var left = found.ToArray();
        var right = wanted.ToArray();
        return left.SequenceEqual(right, StringComparer.Ordinal) ? [] : ["One has: " + string.Join(' ', left.Except(right)), "The other: " + string.Join(' ', right.Except(left))];
    }
}
