using System.Text;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>Draws the deployed system from what the Bicep declares: accounts with their containers, and who may do what there.</summary>
internal static class InfraPicture
{
    public static async Task<string> DrawAsync()
    {
        var deployment = await Deployment.OfRepositoryAsync();
        var main = deployment["main.bicep"];
        var text = new StringBuilder("flowchart LR\n");
        foreach (var account in main.Modules.Where(m => m.Target.EndsWith("storage-account.bicep", StringComparison.Ordinal)))
        {
            text.Append("  subgraph ").Append(account.Name).Append("[\"").Append(account.Name).Append(" account, private\"]\n");
            foreach (var container in account.Body["params"]!["containerNames"]!.AsArray())
                text.Append("    ").Append(Node(account.Name + "/" + container)).Append("[(\"").Append(container).Append("\")]\n");
            text.Append("  end\n");
        }

        text.Append("  vault{{\"Key Vault: root secret\"}}\n");
        foreach (var (name, label) in Principals())
            text.Append("  ").Append(name).Append("([\"").Append(label).Append("\"])\n");
        foreach (var grant in Grant.AllOf(deployment))
        {
            if (grant.Where.Contains('/', StringComparison.Ordinal) || grant.Where == "vault")
                text.Append("  ").Append(grant.Principal).Append(" -- ").Append(Verb(grant)).Append(" --> ").Append(Node(grant.Where)).Append('\n');
        }

        return text.ToString();
    }

    private static string Verb(Grant grant) => grant.Role.Replace("blob ", string.Empty, StringComparison.Ordinal) switch
    {
        "creator" => "creates",
        "reader" => "reads",
        "writer" => "writes",
        "sweeper" => "reads, deletes",
        "editor" => "reads, writes, deletes",
        "Key Vault Secrets User" => "reads",
        "Key Vault Secrets Officer" => "sets",
        var other => other,
    };

    private static string Node(string where) => where.Replace('/', '_').Replace('-', '_');

    private static (string Name, string Label)[] Principals() =>
    [
        ("council", "Council, own folder only"),
        ("department", "Department, own folder only"),
        ("link", "Function App: link"),
        ("release", "Function App: release"),
        ("analysts", "Analysts"),
        ("operators", "Operators"),
        ("custodians", "Key custodians"),
    ];
}
