using TfPipeline.Functions.Roles;
using TfPipeline.TestInfra;

namespace TfPipeline.Functions.Tests.Infra;

[Trait("tier", "unit")]
public sealed class ThreatModelTests
{
    private static readonly string[] Starters = ["Start", "Retry"];
    private static readonly string Model = File.ReadAllText(Path.Combine(BicepCompiler.Folder, "../docs/adr/0101-threat-model.md"));

    /// <summary>Starters and the queue's twins stand on the arrow of the function that they lead to.</summary>
    [Fact]
    public void Looks_at_every_function() => Assert.All(
        FunctionRoles.All.Keys.Where(name => !Starters.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !name.EndsWith("Event", StringComparison.Ordinal) && name != "DepartmentRun"),
        name => Assert.Contains(name, Model, StringComparison.Ordinal));

    [Fact]
    public async Task Looks_at_every_container_that_people_or_roles_share() => Assert.All(
        (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Storage/storageAccounts/blobServices/containers").Select(one => Evaluated.Name(one).Split('/')[^1]),
        name => Assert.Contains(name, Model, StringComparison.Ordinal));
}
