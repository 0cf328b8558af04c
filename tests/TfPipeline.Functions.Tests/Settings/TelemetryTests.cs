using System.Text.Json.Nodes;
using TfPipeline.Functions.Roles;

namespace TfPipeline.Functions.Tests.Settings;

/// <summary>
/// What the host and the libraries would write by themselves holds addresses of blobs, and with them the names of councils' files. So it
/// is switched off where it arises; what cannot be switched off there is cut by the workspace (infra/modules/log-redaction.bicep).
/// </summary>
[Trait("tier", "unit")]
public sealed class TelemetryTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));
    private static readonly JsonNode Logging = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "host.json")))!["logging"]!;

    [Theory]
    [InlineData("enableDependencyTracking")]
    [InlineData("enableLiveMetrics")]
    public void Sends_no_addresses_of_blobs(string feature) => Assert.False(Logging["applicationInsights"]![feature]!.GetValue<bool>());

    [Theory]
    [InlineData("Azure.Core")]
    [InlineData("Azure.Storage")]
    public void Keeps_the_storage_library_silent(string category) => Assert.Equal("None", Level(category));

    [Fact]
    public void Keeps_the_host_silent_about_functions_whose_trigger_names_a_blob()
    {
        var functions = FunctionRoles.All.Keys.Where(name => name.StartsWith("IngestUpload", StringComparison.Ordinal) || name.StartsWith("RecordFailedUpload", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, functions.Count);
        Assert.All(functions, name => Assert.Equal("None", Level("Function." + name)));
    }

    [Theory]
    [InlineData("Request")]
    [InlineData("Exception")]
    [InlineData("Trace")]
    public void Samples_nothing_that_an_alert_counts(string type) =>
        Assert.Contains(type, Logging["applicationInsights"]!["samplingSettings"]!["excludedTypes"]!.GetValue<string>().Split(';'));

    [Theory]
    [InlineData("Microsoft.ApplicationInsights")]
    [InlineData("Azure.Monitor.OpenTelemetry")]
    [InlineData("OpenTelemetry")]
    public void Has_no_telemetry_of_its_own(string library) => Assert.DoesNotContain(
        typeof(FunctionRoles).Assembly.GetReferencedAssemblies(), one => one.Name!.StartsWith(library, StringComparison.OrdinalIgnoreCase));

    private static string? Level(string category) => Logging["logLevel"]![category]?.GetValue<string>();
}
