using System.Text.Json;
using System.Text.Json.Nodes;

namespace TfPipeline.Functions.Tests.Infra;

/// <summary>One line of the role matrix: who, may do what, where, on which condition.</summary>
internal sealed record Grant(string Principal, string Role, string Where, string Condition)
{
    public string MatrixRow => $"| {Principal} | {Role} | {Where} | {Condition} |";

    /// <summary>Every grant that modules/access.bicep makes.</summary>
    public static IReadOnlyList<Grant> AllOf(Deployment deployment)
    {
        var access = deployment["access.bicep"];
        var onContainers = new[] { "containerGrants", "councilGrants", "departmentGrants" }
            .SelectMany(name => access.Vars[name]!.AsArray())
            .Select(row => new Grant(Text(row, "principal"), "blob " + Text(row, "role"), Text(row, "account") + "/" + Text(row, "container"), Text(row, "condition")));
        var onServices = access.Vars["otherGrants"]!.AsArray()
            .Select(row => new Grant(Text(row, "principal"), Text(row, "role"), Text(row, "target"), "none"));
        return [.. onContainers, .. onServices];
    }

    private static string Text(JsonNode? row, string name) =>
        row?[name]?.GetValue<string>() ?? throw new JsonException($"A grant lacks {name}.");
}
