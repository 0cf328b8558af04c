using System.Text.Json;
using System.Text.RegularExpressions;
using TfPipeline.Functions.Roles;

namespace TfPipeline.Functions.Tests.Settings;

[Trait("tier", "unit")]
public sealed class DeployedSettingsTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private static readonly string Bicep = File.ReadAllText(Path.Combine(Root, "infra/modules/app-settings.bicep")).ReplaceLineEndings("\n");

    [Theory]
    [InlineData("linkFunctions", AppRole.Link)]
    [InlineData("releaseFunctions", AppRole.Release)]
    public void Switches_off_exactly_the_functions_of_the_other_role(string output, AppRole role) => Assert.Equal(
        FunctionRoles.All.Where(one => one.Value is [var only] && only == role).Select(one => one.Key).Order(StringComparer.Ordinal),
        Regex.Matches(Block($"output {output} string[] = [", "]"), "'([A-Za-z]+)'").Select(match => match.Groups[1].Value));

    [Fact]
    public void Deploys_only_settings_that_the_sample_lists()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "local.settings.sample.json")));
        var known = sample.RootElement.GetProperty("Values").EnumerateObject().Select(setting => setting.Name).ToList();
        var deployed = new[] { "var common = {", "output link object", "output release object" }
            .SelectMany(start => Regex.Matches(Block(start, "}"), "^  ([A-Za-z_]+):", RegexOptions.Multiline).Select(match => match.Groups[1].Value))
            .ToList();
        Assert.NotEmpty(deployed);
        Assert.All(deployed, name => Assert.Contains(name, known));
    }

    private static string Block(string start, string end)
    {
        var from = Bicep.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return Bicep[from..Bicep.IndexOf("\n" + end, from, StringComparison.Ordinal)];
    }
}
