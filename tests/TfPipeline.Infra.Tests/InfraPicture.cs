using System.Text;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

/// <summary>The deployed system drawn from the evaluated template: accounts with their containers, and who may do what there.</summary>
internal static class InfraPicture
{
    public const string MatrixHead = "| who | role | where | condition |";

    /// <summary>One row for each party, and one for all parties of a kind.</summary>
    public static IEnumerable<string> Matrix(Deployed all) => all.Grants.Select(g => g.MatrixRow).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    public static string Draw(Deployed all)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var account in all.Main.OfType("Microsoft.Storage/storageAccounts/blobServices/containers").GroupBy(one => Grant.PlaceOf(Evaluated.Id(one)).Split('/')[0], StringComparer.Ordinal))
        {
            text.Append("  subgraph ").Append(Node(account.Key)).Append("[\"").Append(account.Key).Append(" account, private\"]\n");
            foreach (var container in account.Select(one => Grant.PlaceOf(Evaluated.Id(one))))
                text.Append("    ").Append(Node(container)).Append("[(\"").Append(container.Split('/')[1]).Append("\")]\n");
            text.Append("  end\n");
        }

        text.Append("  vault{{\"Key Vault: root secret\"}}\n  ledger_vault{{\"Key Vault: secret of the ledger\"}}\n");
        var shown = all.Grants.Where(g => g.Where.Contains('/', StringComparison.Ordinal) || g.Where is "vault" or "ledger vault" || g.IsWholeAccount)
            .Select(g => (g.Principal, Verb: Verb(g), g.Where)).Distinct().ToList();
        foreach (var name in shown.Select(g => g.Principal).Distinct(StringComparer.Ordinal))
            text.Append("  ").Append(Node(name)).Append("([\"").Append(name).Append("\"])\n");
        foreach (var (principal, verb, where) in shown)
            text.Append("  ").Append(Node(principal)).Append(" -- ").Append(verb).Append(" --> ").Append(Node(where)).Append('\n');
        return text.ToString();
    }

    private static string Verb(Grant grant) => grant.Role switch
    {
        "blob creator" => "creates",
        "blob reader" => "reads",
        "blob writer" => "writes",
        "blob sweeper" => "reads, deletes",
        "blob editor" => "reads, writes, deletes",
        "Key Vault Secrets User" => "reads",
        "Key Vault Secrets Officer" => "sets",
        _ when grant.IsWholeAccount => "runtime",
        _ => "writes",
    };

    private static string Node(string where) => where.Replace('/', '_').Replace('-', '_').Replace(' ', '_');
}
