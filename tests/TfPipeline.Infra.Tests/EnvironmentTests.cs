using System.Text.RegularExpressions;
using TfPipeline.TestInfra;

namespace TfPipeline.Infra.Tests;

/// <summary>What lies beside the templates names what they have.</summary>
[Trait("tier", "unit")]
public sealed class EnvironmentTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly string AzureYaml = File.ReadAllText(Path.Combine(BicepCompiler.Folder, "azure.yaml")).ReplaceLineEndings("\n");

    public static TheoryData<string> Environments => [.. Directory.GetFiles(Path.Combine(BicepCompiler.Folder, "environments"), "*.bicepparam").Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Every_environment_can_be_evaluated(string file) =>
        Assert.NotEmpty(new Evaluated(await BicepCompiler.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(BicepCompiler.Folder, "environments", file)))).Resources);

    /// <summary>No default hides in the template: whoever deploys says everything.</summary>
    [Fact]
    public async Task No_parameter_has_a_default() => Assert.All(
        (await BicepCompiler.BuildAsync("main.bicep"))["parameters"]!.AsObject(),
        parameter => Assert.Null(parameter.Value!["defaultValue"]));

    [Fact]
    public async Task Every_parameter_and_output_is_described()
    {
        var template = await BicepCompiler.BuildAsync("main.bicep");
        Assert.All(
            template["parameters"]!.AsObject().Concat(template["outputs"]!.AsObject()),
            one => Assert.False(string.IsNullOrWhiteSpace(Evaluated.Text(one.Value, "metadata.description")), one.Key));
    }

    [Fact]
    public async Task The_deployment_tool_finds_the_parameters_the_services_and_what_its_hook_reads()
    {
        var module = Regex.Match(AzureYaml, "^  module: (.+)$", RegexOptions.Multiline, Limit).Groups[1].Value.Trim();
        Assert.True(File.Exists(Path.Combine(BicepCompiler.Folder, module + ".bicepparam")), $"azure.yaml names {module}, which has no parameters.");
        var main = await InfraUnderTest.ExampleAsync();
        Assert.All(main.OfType("Microsoft.Web/sites"), app => Assert.Contains($"  {app["tags"]!["azd-service-name"]}:\n    project: ../functions/TfPipeline.Functions", AzureYaml, StringComparison.Ordinal));

        var outputs = main.Document["outputs"]!.AsObject().Select(output => output.Key);
        Assert.Empty(Regex.Matches(AzureYaml, "[$]([A-Z_]{2,})", RegexOptions.None, Limit).Select(match => match.Groups[1].Value).Except(outputs));
        var events = (await BicepCompiler.BuildAsync("events.bicep"))["parameters"]!.AsObject().Select(parameter => parameter.Key);
        Assert.Equal(events.Order(StringComparer.Ordinal), Regex.Matches(AzureYaml, "([A-Za-z]+)=\"[$]", RegexOptions.None, Limit).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }
}
