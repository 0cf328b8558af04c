using System.Text.RegularExpressions;

namespace TfPipeline.Functions.Tests.Infra;

[Trait("tier", "unit")]
public sealed class EnvironmentTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>No default hides in the template: whoever deploys says everything, and nothing that the template does not ask for.</summary>
    [Fact]
    public async Task The_example_gives_exactly_the_parameters_of_the_template()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(BicepFile.Folder, "environments/example.bicepparam"));
        Assert.Contains("using '../main.bicep'", text, StringComparison.Ordinal);
        var given = Regex.Matches(text, "^param ([A-Za-z]+) = ", RegexOptions.Multiline, Limit).Select(match => match.Groups[1].Value);
        var wanted = (await BicepFile.NamedAsync("main.bicep")).Params.Select(parameter => parameter.Name);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), given.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_deployment_tool_finds_the_parameters_the_services_and_what_its_hook_reads()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(BicepFile.Folder, "azure.yaml"));
        var module = Regex.Match(text, "^  module: (.+)$", RegexOptions.Multiline, Limit).Groups[1].Value.Trim();
        Assert.True(File.Exists(Path.Combine(BicepFile.Folder, module + ".bicepparam")), $"azure.yaml names {module}, which has no parameters.");
        var services = (await BicepFile.NamedAsync("main.bicep")).Modules.Select(m => m.Body["params"]?["serviceName"]?.GetValue<string>()).OfType<string>();
        Assert.All(services, service => Assert.Contains($"  {service}:\n    project: ../functions/TfPipeline.Functions", text.ReplaceLineEndings("\n"), StringComparison.Ordinal));

        var outputs = (await BicepFile.NamedAsync("main.bicep")).Outputs.Select(output => output.Name);
        Assert.Empty(Regex.Matches(text, "[$]([A-Z_]{2,})", RegexOptions.None, Limit).Select(match => match.Groups[1].Value).Except(outputs));
        var events = (await BicepFile.NamedAsync("events.bicep")).Params.Select(parameter => parameter.Name);
        Assert.Equal(events.Order(StringComparer.Ordinal), Regex.Matches(text, "([A-Za-z]+)=\"[$]", RegexOptions.None, Limit).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }
}
