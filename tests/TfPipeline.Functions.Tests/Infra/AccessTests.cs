using System.Text.Json.Nodes;

namespace TfPipeline.Functions.Tests.Infra;

[Trait("tier", "unit")]
public sealed class AccessTests
{
    private static readonly string[] GeneralRoles =
    [
        "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", // Owner
        "b24988ac-6180-42a0-ab88-20f7382dd24c", // Contributor
        "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", // User Access Administrator
        "f58310d9-a9f6-439a-9e8d-f62e7b41a168", // Role Based Access Control Administrator
    ];

    [Fact]
    public async Task The_link_role_cannot_reach_analytics() =>
        Assert.DoesNotContain(await Of("link"), g => g.Where.StartsWith("analytics/", StringComparison.Ordinal));

    [Fact]
    public async Task The_release_role_reaches_neither_the_key_nor_uploads_nor_tokens()
    {
        var grants = await Of("release");
        Assert.DoesNotContain(grants, g => g.Where is "vault" or "landing/uploads" or "landing/extracts" or "landing/receipts" or "working/cohort" or "working/links");
        Assert.Contains(grants, g => g.Where == "working/panel" && g.Role == "blob reader");
    }

    [Fact]
    public async Task Analysts_reach_analytics_and_nothing_else() =>
        Assert.Equal([new Grant("analysts", "blob reader", "analytics/analytics", "none")], await Of("analysts"));

    [Fact]
    public async Task A_council_creates_uploads_and_reads_receipts_and_summaries_in_its_own_folder_only() =>
        Assert.Equal(
            [
                new Grant("council", "blob creator", "landing/uploads", "ownFolder"),
                new Grant("council", "blob reader", "landing/receipts", "ownFolder"),
                new Grant("council", "blob reader", "landing/summaries", "ownFolder"),
            ],
            await Of("council"));

    [Fact]
    public async Task Only_the_link_role_and_the_custodians_reach_the_vault() =>
        Assert.Equal(["custodians", "link"], (await Grant.AllAsync()).Where(g => g.Where == "vault").Select(g => g.Principal).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_creator_can_only_add()
    {
        var roles = (await BicepFile.NamedAsync("access.bicep")).Vars["blobRoles"]!.AsObject();
        Assert.Equal(["'${blobs}/add/action'"], Actions(roles, "creator"));
        Assert.Equal(["'${blobs}/read'"], Actions(roles, "reader"));
        Assert.DoesNotContain(Actions(roles, "writer"), a => a.Contains("delete", StringComparison.Ordinal));
        Assert.DoesNotContain(Actions(roles, "sweeper"), a => a.Contains("write", StringComparison.Ordinal) || a.Contains("add", StringComparison.Ordinal));
        Assert.DoesNotContain(roles.SelectMany(r => Actions(roles, r.Key)), a => a.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_general_role_is_granted_anywhere()
    {
        foreach (var file in await BicepFile.AllAsync())
        {
            var text = await File.ReadAllTextAsync(file.Path);
            Assert.All(GeneralRoles, role => Assert.DoesNotContain(role, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Role_assignments_are_made_in_the_access_modules_only()
    {
        var makers = (await BicepFile.AllAsync())
            .Where(f => f.Resources.Any(r => r.Target.StartsWith("Microsoft.Authorization/roleAssignments@", StringComparison.Ordinal)))
            .Select(f => f.Name);
        Assert.Equal(["container-access.bicep", "service-access.bicep"], makers.Order(StringComparer.Ordinal));
        var callers = (await BicepFile.AllAsync())
            .Where(f => f.Modules.Any(m => m.Target is "container-access.bicep" or "service-access.bicep" or "folder-access.bicep"))
            .Select(f => f.Name);
        Assert.Equal(["access.bicep", "folder-access.bicep"], callers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_matrix_in_the_readme_is_the_matrix_in_the_code()
    {
        var readme = await File.ReadAllLinesAsync(Path.Combine(BicepFile.Folder, "README.md"));
        var start = Array.IndexOf(readme, "| who | role | where | condition |");
        Assert.True(start >= 0, "infra/README.md has no role matrix.");
        var rows = readme.Skip(start + 2).TakeWhile(line => line.StartsWith('|'));
        Assert.Equal((await Grant.AllAsync()).Select(g => g.MatrixRow), rows);
    }

    private static string[] Actions(JsonObject roles, string role) =>
        [.. roles[role]!["dataActions"]!.AsArray().Select(a => a is JsonObject expression ? expression["$"]!.GetValue<string>() : a!.GetValue<string>())];

    private static async Task<Grant[]> Of(string principal) =>
        [.. (await Grant.AllAsync()).Where(g => g.Principal == principal)];
}
