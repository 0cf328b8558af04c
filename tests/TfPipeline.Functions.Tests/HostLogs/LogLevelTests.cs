using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using TfPipeline.Functions.Roles;

namespace TfPipeline.Functions.Tests.HostLogs;

/// <summary>
/// What a worker process logs arrives in the host as <c>Function.NAME.User</c>, and so does what Durable Functions tells about NAME. The
/// levels of host.json let the app's own lines through, and of Durable's only failures.
/// </summary>
[Trait("tier", "unit")]
public sealed class LogLevelTests
{
    private static readonly Dictionary<string, string> Triggers = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "functions.metadata")))!.AsArray()
        .ToDictionary(
            function => function!["name"]!.GetValue<string>(),
            function => function!["bindings"]!.AsArray().Select(binding => binding!["type"]!.GetValue<string>()).Single(type => type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase)),
            StringComparer.Ordinal);

    public static TheoryData<string> Functions => [.. FunctionRoles.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void Keeps_what_the_app_says_and_of_Durables_steps_only_failures(string function)
    {
        var isDurable = Triggers[function] is "activityTrigger" or "orchestrationTrigger";
        Assert.Equal(!isDurable, HostLog.IsKept($"Function.{function}.User", LogLevel.Information));
        Assert.True(HostLog.IsKept($"Function.{function}.User", LogLevel.Error));
    }

    [Fact]
    public void Keeps_of_the_recorded_lines_the_results_and_the_failures()
    {
        var kept = HostLog.Recorded.Where(line => HostLog.IsKept(line.Category, line.Level)).ToList();
        Assert.All(kept, line => Assert.True(line.Category == "Host.Results" || line.Level == LogLevel.Error, line.Message));
        Assert.Equal(2, kept.Count(line => line.Category.EndsWith(".User", StringComparison.Ordinal)));
    }

    [Fact]
    public void Holds_no_message_of_a_fault_in_what_Durable_logs() =>
        Assert.All(HostLog.Recorded, line => Assert.DoesNotContain("Zebediah", line.Message + string.Join(' ', line.State.Values), StringComparison.Ordinal));

    /// <summary>A category that no line has would be a level without effect.</summary>
    [Fact]
    public void Names_only_functions_that_there_are()
    {
        var levels = JsonNode.Parse(File.ReadAllText(Path.Combine(HostLog.Root, "host.json")))!["logging"]!["logLevel"]!.AsObject();
        Assert.All(
            levels.Select(one => one.Key.Split('.')).Where(parts => parts is ["Function", _, ..]),
            parts => Assert.Contains(parts[1], FunctionRoles.All.Keys));
        Assert.DoesNotContain(levels, one => one.Key.StartsWith("TfPipeline", StringComparison.Ordinal));
    }
}
