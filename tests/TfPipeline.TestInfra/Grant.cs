using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TfPipeline.TestInfra;

/// <summary>One role assignment of the evaluated template: who may do what, where, on which condition.</summary>
/// <param name="Principal">The name of the principal in the matrix; its object id where the parameters do not name it.</param>
/// <param name="Role">The role's name; its identifier where it is not known.</param>
/// <param name="Where">account/container, or the service.</param>
/// <param name="Condition">none, cleanOnly, ownFolder, or the text of another condition.</param>
/// <param name="Actions">Data actions of a role of ours; empty for a built-in one.</param>
/// <param name="Text">The condition as it is, or empty.</param>
internal sealed record Grant(string Principal, string Role, string Where, string Condition, IReadOnlyList<string> Actions, string Text)
{
    private const string Assignment = "Microsoft.Authorization/roleAssignments";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["974c5e8b-45b9-4653-ba55-5f855dd0fb88"] = "Storage Queue Data Contributor",
        ["c6a89b2d-59bc-44d0-9896-0f6e12d7b80a"] = "Storage Queue Data Message Sender",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["4633458b-17de-408a-b874-0445c86b69e6"] = "Key Vault Secrets User",
        ["b86a8fe4-44ce-4948-aee5-eccb2c155cd7"] = "Key Vault Secrets Officer",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["73c42c96-874c-492b-b04d-ab87d138a893"] = "Log Analytics Reader",
    };

    public string MatrixRow => $"| {Principal} | {Role} | {Where} | {Condition} |";

    /// <summary>The account that the grant is on or in; empty for what is no account.</summary>
    public string Account => Where.Split('/')[0];

    /// <summary>Whether the grant is on an account as a whole.</summary>
    public bool IsWholeAccount => Where is "landing" or "working" or "analytics" or "link-host" or "release-host" or "page";

    public static IReadOnlyList<Grant> AllOf(Evaluated all, JsonObject parameters)
    {
        var people = Known(parameters);
        var roles = all.OfType("Microsoft.Authorization/roleDefinitions").ToDictionary(Evaluated.Name, one => one, StringComparer.Ordinal);
        return [.. all.OfType(Assignment).Select(one => Of(one, people, roles))];
    }

    private static Grant Of(JsonObject assignment, Dictionary<string, (string Name, string Folder)> people, Dictionary<string, JsonObject> roles)
    {
        var id = Evaluated.Text(assignment, "properties.principalId")!;
        var (name, folder) = people.TryGetValue(id, out var known) ? known : (App(id), string.Empty);
        var role = Evaluated.Text(assignment, "properties.roleDefinitionId")!.Split('/')[^1];
        var own = roles.GetValueOrDefault(role);
        var condition = Evaluated.Text(assignment, "properties.condition") ?? string.Empty;
        return new(
            name,
            own is not null ? Regex.Replace(Evaluated.Text(own, "properties.roleName")!, "^TfPipeline | \\(.*\\)$", string.Empty, RegexOptions.None, Limit) : BuiltIn.GetValueOrDefault(role, role),
            PlaceOf(Evaluated.Id(assignment)),
            NameOf(condition, folder),
            own is null ? [] : [.. own["properties"]!["permissions"]![0]!["dataActions"]!.AsArray().Select(one => one!.GetValue<string>())],
            condition);
    }

    /// <summary>The place of a resource's id in the words of the matrix.</summary>
    public static string PlaceOf(string id)
    {
        var scope = id.Split("/providers/" + Assignment, StringSplitOptions.None)[0];
        var account = Regex.Match(scope, "storageAccounts/tfp(land|work|anal|linkhost|relhost|page)[a-z0-9]{13}(.*)$", RegexOptions.None, Limit);
        if (!account.Success)
        {
            return scope.Split('/') is [.., "Microsoft.KeyVault", "vaults", var vault] ? vault.StartsWith("kv-led-", StringComparison.Ordinal) ? "ledger vault" : "vault"
                : scope.Split('/') is [.., "Microsoft.Insights", "components", _] ? "insights"
                : scope.Split('/') is [.., "Microsoft.OperationalInsights", "workspaces", _] ? "workspace"
                : scope;
        }

        var name = AccountName(account.Groups[1].Value);
        return account.Groups[2].Value switch
        {
            "" => name,
            "/queueServices/default" => name + " queues",
            var rest when rest.StartsWith("/blobServices/default/containers/", StringComparison.Ordinal) => name + "/" + rest.Split('/')[^1],
            var rest => name + rest,
        };
    }

    private static string AccountName(string stem) => stem switch
    {
        "land" => "landing",
        "work" => "working",
        "anal" => "analytics",
        "linkhost" => "link-host",
        "relhost" => "release-host",
        _ => stem,
    };

    // https://learn.microsoft.com/azure/storage/blobs/storage-auth-abac-attributes
    private static string NameOf(string condition, string folder)
    {
        if (condition.Length == 0)
            return "none";
        if (folder.Length > 0 && Conditions.OfFolder(folder).Contains(condition, StringComparer.Ordinal))
            return "ownFolder";
        return condition == Conditions.CleanOnly ? "cleanOnly" : condition;
    }

    private static string App(string principal)
    {
        var match = Regex.Match(principal, "id-func-tfp-(link|release)-|evgt-tfp(land|work)", RegexOptions.None, Limit);
        return match switch
        {
            { Success: false } => principal,
            _ when match.Groups[1].Success => match.Groups[1].Value,
            _ => AccountName(match.Groups[2].Value) + " topic",
        };
    }

    private static Dictionary<string, (string Name, string Folder)> Known(JsonObject parameters)
    {
        var known = new Dictionary<string, (string, string)>(StringComparer.Ordinal)
        {
            [Value(parameters["analystsGroupId"])] = ("analysts", string.Empty),
            [Value(parameters["operatorsGroupId"])] = ("operators", string.Empty),
            [Value(parameters["keyCustodiansGroupId"])] = ("custodians", string.Empty),
        };
        foreach (var (list, name, id, folder) in new[]
        {
            ("councils", "council", "principalId", "gss"), ("departments", "department", "principalId", "code"),
            ("operators", "operator in person", "objectId", "objectId"), ("checkers", "checker in person", "objectId", "objectId"),
        })
        {
            foreach (var one in parameters[list]!["value"]!.AsArray())
                known[one![id]!.GetValue<string>()] = (name, one[folder]!.GetValue<string>());
        }

        return known;
    }

    private static string Value(JsonNode? parameter) => parameter!["value"]!.GetValue<string>();
}
