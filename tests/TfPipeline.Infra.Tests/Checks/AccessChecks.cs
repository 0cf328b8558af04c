using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests.Checks;

/// <summary>Who reaches what, read off the evaluated role assignments.</summary>
internal static class AccessChecks
{
    private const string Add = Conditions.Blobs + "/add/action";
    private const string Read = Conditions.Blobs + "/read";

    private static readonly string[] OutOfReachOfRelease =
        ["vault", "landing/uploads", "landing/extracts", "landing/receipts", "landing queues", "landing", "working/cohort", "working/links", "working", "link-host"];

    private static readonly string[] OutOfReachOfLink =
        ["analytics", "analytics/analytics", "release-host", "ledger vault", "working", "working/proposals", "working/approvals", "working/estimates", "landing/summaries"];

    public static IEnumerable<string> KeepsLinkFromResults(Deployed all) =>
        Of(all, "link").Where(g => OutOfReachOfLink.Contains(g.Where, StringComparer.Ordinal)).Select(g => g.MatrixRow);

    public static IEnumerable<string> KeepsReleaseFromKeyAndIdentifiers(Deployed all) =>
        Of(all, "release").Where(g => OutOfReachOfRelease.Contains(g.Where, StringComparer.Ordinal)).Select(g => g.MatrixRow);

    /// <summary>Whoever may write an account as a whole can put work or a package there for whoever else uses it.</summary>
    public static IEnumerable<string> SharesNoAccountThatEitherMayWriteAsAWhole(Deployed all) => all.Grants
        .Where(g => g.IsWholeAccount)
        .SelectMany(whole => all.Grants.Where(other => other.Account == whole.Account && other.Principal != whole.Principal)
            .Select(other => $"{whole.Account} is shared by {whole.Principal} and {other.Principal}."))
        .Concat(AppsOf(all).GroupBy(app => app.HostAccount, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(app => app.Role))} have one host account."))
        .Concat(AppsOf(all).Where(app => Of(all, app.Role).Count(g => g.IsWholeAccount) != 3 || Of(all, app.Role).Any(g => g.IsWholeAccount && g.Where != app.Role + "-host"))
            .Select(app => $"{app.Role} has not the three rights that the runtime needs, on its own host account and nowhere else."));

    public static IEnumerable<string> KeepsAnalystsInAnalytics(Deployed all) =>
        Other(Of(all, "analysts"), "| analysts | blob reader | analytics/analytics | none |");

    public static IEnumerable<string> KeepsOutsidersInTheirFolder(Deployed all) => Other(
        Of(all, "council").Concat(Of(all, "department")),
        "| council | blob creator | landing/uploads | ownFolder |",
        "| council | blob reader | landing/receipts | ownFolder |",
        "| council | blob reader | landing/summaries | ownFolder |",
        "| department | blob creator | landing/extracts | ownFolder |");

    /// <summary>A blob carries no author: the folder is the proof of who approved or asked.</summary>
    public static IEnumerable<string> KeepsDecisionsAndRequestsInTheirOwnersFolder(Deployed all) => Other(
            Of(all, "checker in person").Concat(Of(all, "operator in person")),
            "| checker in person | blob creator | working/approvals | ownFolder |",
            "| checker in person | blob reader | working/proposals | none |",
            "| operator in person | blob creator | working/requests | ownFolder |")
        .Concat(all.Grants.Where(g => g.Where is "working/approvals" or "working/requests" && g.Role != "blob reader" && !g.Principal.EndsWith(" in person", StringComparison.Ordinal))
            .Select(g => $"Another than a person writes a decision: {g.MatrixRow}"))
        .Concat(all.Main.OfType("Microsoft.Authorization/roleAssignments")
            .Where(one => Evaluated.Text(one, "properties.principalType") == "User"
                && !(Evaluated.Text(one, "properties.condition") is not { Length: > 0 } text || text.Contains($"'{Evaluated.Text(one, "properties.principalId")}/'", StringComparison.Ordinal)))
            .Select(_ => "A person's folder bears another object id."));

    public static IEnumerable<string> OpensTheVaultToLinkAndCustodians(Deployed all) => Other(
        all.Grants.Where(g => g.Where == "vault"),
        "| link | Key Vault Secrets User | vault | none |",
        "| custodians | Key Vault Secrets Officer | vault | none |");

    public static IEnumerable<string> OpensTheLedgersVaultToReleaseAndCustodians(Deployed all) => Other(
        all.Grants.Where(g => g.Where == "ledger vault"),
        "| release | Key Vault Secrets User | ledger vault | none |",
        "| custodians | Key Vault Secrets Officer | ledger vault | none |");

    public static IEnumerable<string> GivesNarrowRoles(Deployed all)
    {
        var roles = all.Grants.Where(g => g.Actions.Count > 0).GroupBy(g => g.Role, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Actions, StringComparer.Ordinal);
        if (!roles["blob creator"].SequenceEqual([Add]) || !roles["blob reader"].SequenceEqual([Read]))
            yield return "A creator can only add, a reader only read.";
        if (roles["blob writer"].Any(a => a.EndsWith("/delete", StringComparison.Ordinal)))
            yield return "A writer deletes.";
        if (roles["blob sweeper"].Any(a => a.EndsWith("/write", StringComparison.Ordinal) || a == Add))
            yield return "A sweeper writes.";
        foreach (var action in roles.Values.SelectMany(a => a).Where(a => a.Contains('*', StringComparison.Ordinal) || a.Contains("/tags", StringComparison.Ordinal)))
            yield return $"{action} is a wildcard or changes a verdict.";
        foreach (var role in all.Main.OfType("Microsoft.Authorization/roleDefinitions").Where(r => r["properties"]!["permissions"]![0]!["actions"]!.AsArray().Count > 0))
            yield return $"{Evaluated.Name(role)} may manage resources.";
    }

    /// <summary>A role that the table of built-in roles does not know shows as its identifier; Owner and Contributor are not in it.</summary>
    public static IEnumerable<string> GrantsNoOtherRole(Deployed all) =>
        all.Grants.Where(g => Guid.TryParse(g.Role, out _) || g.Where.StartsWith("/subscriptions", StringComparison.Ordinal)).Select(g => g.MatrixRow);

    public static IEnumerable<string> NamesRolesForOneEnvironment(Deployed all)
    {
        var suffix = Evaluated.Name(all.Main.Named("Microsoft.KeyVault/vaults", "kv-tfp-"))["kv-tfp-".Length..];
        return all.Main.OfType("Microsoft.Authorization/roleDefinitions").Select(r => Evaluated.Text(r, "properties.roleName")!).Where(name => !name.Contains(suffix, StringComparison.Ordinal));
    }

    /// <summary>What-if shows only what it can name beforehand.</summary>
    public static IEnumerable<string> NamesEverythingBeforehand(Deployed all) =>
        all.Main.Resources.Where(one => (Evaluated.Name(one) + Evaluated.Id(one)).Contains("reference(", StringComparison.Ordinal)).Select(one => $"{Evaluated.Type(one)} {Evaluated.Name(one)}");

    public static IEnumerable<string> ReadsNothingUnscanned(Deployed all)
    {
        foreach (var grant in all.Grants.Where(g => g is { Where: "landing/uploads" or "landing/extracts", Role: not "blob creator" } && g.Condition != "cleanOnly"))
            yield return grant.MatrixRow;
        var scanning = all.Main.OfType("Microsoft.Security/defenderForStorageSettings").Single();
        if (Evaluated.Text(scanning, "properties.isEnabled") != "true" || Evaluated.Text(scanning, "properties.malwareScanning.onUpload.isEnabled") != "true"
            || Evaluated.Text(scanning, "properties.malwareScanning.blobScanResultsOptions") != "blobIndexTags")
            yield return "Nothing is scanned, or no tag says so.";
        var left = scanning["properties"]!["malwareScanning"]!["onUpload"]!["filters"]!["excludeBlobsWithPrefix"]!.AsArray().Select(one => one!.GetValue<string>()).ToArray();
        if (!left.SequenceEqual(["receipts/", "summaries/", "undelivered/"]))
            yield return "The scanner leaves out something else than what the system writes itself.";
        foreach (var account in StorageChecks.Accounts(all.Main))
        {
            var landing = Evaluated.Name(account).StartsWith("tfpland", StringComparison.Ordinal);
            if (landing != (account["properties"]!["networkAcls"]!["resourceAccessRules"]!.AsArray().Count == 1))
                yield return $"The scanner is let into {Evaluated.Name(account)}, or shut out of landing.";
        }
    }

    /// <summary>The conditions on outsiders and people, evaluated over requests as the operations make them.</summary>
    public static IEnumerable<string> AnswersRequestsAsPromised(Deployed all)
    {
        foreach (var (who, where, folder) in new[]
        {
            ("council", "landing/uploads", "E08000035"), ("department", "landing/extracts", "offences"),
            ("checker in person", "working/approvals", "00000000-0000-0000-0000-000000000007"), ("operator in person", "working/requests", "00000000-0000-0000-0000-000000000006"),
        })
        {
            var condition = all.Grants.Single(g => g.Principal == who && g.Where == where).Text;
            if (!Allows(condition, Add, ["Blob.Write.WithTagHeaders"], Path(folder + "/2019-04-01/a.csv")))
                yield return $"A {who} cannot put a blob below its folder.";
            if (Allows(condition, Add, ["Blob.Write.WithTagHeaders"], Path("other/2019-04-01/a.csv")) || Allows(condition, Add, [], Path(folder + "0/a.csv")))
                yield return $"A {who} can put a blob elsewhere.";
            if (new[] { "Malware Scanning scan result", "note", "note,Malware Scanning scan result" }.Any(tags =>
                Allows(condition, Add, ["Blob.Write.WithTagHeaders"], Path(folder + "/2019-04-01/a.csv"), ($"@Request[{Conditions.Blobs}/tags&$keys$&]", tags))))
                yield return $"A {who} can bring a tag along.";
        }

        foreach (var where in new[] { "landing/receipts", "landing/summaries" })
        {
            var condition = all.Grants.Single(g => g.Principal == "council" && g.Where == where).Text;
            if (!Allows(condition, Read, [], Path("E08000035/a.json")) || !Allows(condition, Read, ["Blob.List"], Prefix("E08000035/")))
                yield return $"A council cannot read or list its {where}.";
            if (Allows(condition, Read, [], Path("E08000036/a.json")) || Allows(condition, Read, ["Blob.List"], Prefix("E0800003")) || Allows(condition, Read, ["Blob.List"]))
                yield return $"A council can read or list others' {where}.";
        }
    }

    public static IEnumerable<string> ShowsTheSameMatrix(Deployed all)
    {
        var rows = all.Readme.Split('\n').SkipWhile(line => line != InfraPicture.MatrixHead).Skip(2).TakeWhile(line => line.StartsWith('|'));
        return Different(InfraPicture.Matrix(all), rows);
    }

    private static (string Role, string HostAccount)[] AppsOf(Deployed all) =>
        [.. all.Main.OfType("Microsoft.Web/sites/config").Select(one => (Evaluated.Text(one, "properties.AppRole")!, Evaluated.Text(one, "properties.AzureWebJobsStorage__accountName")!))];

    private static (string Name, string Value) Path(string name) => ($"@Resource[{Conditions.Blobs}:path]", name);

    private static (string Name, string Value) Prefix(string prefix) => ($"@Request[{Conditions.Blobs}:prefix]", prefix);

    private static bool Allows(string condition, string action, string[] subOperations, params (string Name, string Value)[] attributes) =>
        ConditionLanguage.Allows(condition, new(action, subOperations, attributes.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal)));

    private static IEnumerable<Grant> Of(Deployed all, string principal) => all.Grants.Where(g => g.Principal == principal);

    private static IEnumerable<string> Other(IEnumerable<Grant> found, params string[] wanted) => Different(found.Select(g => g.MatrixRow), wanted);

    private static IEnumerable<string> Different(IEnumerable<string> found, IEnumerable<string> wanted)
    {
        var left = found.Order(StringComparer.Ordinal).ToArray();
        var right = wanted.Order(StringComparer.Ordinal).ToArray();
        return left.SequenceEqual(right, StringComparer.Ordinal) ? [] : ["One has: " + string.Join(' ', left.Except(right)), "The other: " + string.Join(' ', right.Except(left))];
    }
}
