using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace TfPipeline.Functions.Tests.HostLogs;

/// <summary>One line that the host or a library in it logs.</summary>
/// <param name="Category">Where it comes from.</param>
/// <param name="Level">How grave it is.</param>
/// <param name="Message">Its text.</param>
/// <param name="State">Its named values.</param>
internal sealed record HostLine(string Category, LogLevel Level, string Message, IReadOnlyDictionary<string, string?> State)
{
    /// <summary>A line of the app's own: a worker process sends its text only, and the host files it under the function that ran.</summary>
    public static HostLine OfApp(string function, LogLevel level, string message) =>
        new($"Function.{function}.User", level, message, new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>The result of a function, in the form of the recorded ones.</summary>
    public static HostLine OfResult(string function, bool succeeded, string app = "link") => new(
        "Host.Results",
        succeeded ? LogLevel.Information : LogLevel.Error,
        string.Empty,
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["Name"] = function, ["Succeeded"] = succeeded ? "True" : "False", ["App"] = app });
}

/// <summary>From the host's log to the tables that alerts read, with the levels of host.json in between.</summary>
internal static class HostLog
{
    /// <summary>The repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    /// <summary>The lines of a file below tests/data/host-logs.</summary>
    public static IReadOnlyList<HostLine> Recorded { get; } =
    [
        .. File.ReadLines(Path.Combine(Root, "tests/data/host-logs/durable-extension.jsonl")).Select(text => JsonNode.Parse(text)!).Select(line => new HostLine(
            line["category"]!.GetValue<string>(),
            Enum.Parse<LogLevel>(line["level"]!.GetValue<string>()),
            line["message"]!.GetValue<string>(),
            line["state"]!.AsObject().ToDictionary(one => one.Key, one => one.Value?.GetValue<string>(), StringComparer.Ordinal))),
    ];

    /// <summary>True where host.json lets a line of the category and level pass, by the rules of Microsoft.Extensions.Logging.</summary>
    public static bool IsKept(string category, LogLevel level) => Levels.Value.CreateLogger(category).IsEnabled(level);

    /// <summary>
    /// What lies in the workspace after these lines. Application Insights makes a request of a function's result and a trace of any other
    /// line, with its named values as properties that begin with "prop__":
    /// https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-diagnostics#tracking-data
    /// Columns: https://learn.microsoft.com/azure/azure-monitor/reference/tables/apptraces and .../apprequests
    /// </summary>
    public static Dictionary<string, LogTable> Tables(IEnumerable<HostLine> lines)
    {
        var kept = lines.Where(line => IsKept(line.Category, line.Level)).ToLookup(line => line.Category == "Host.Results");
        return new(StringComparer.Ordinal)
        {
            ["AppRequests"] = new(["OperationName", "Success", "AppRoleName", "Properties"], [.. kept[true].Select(Request)]),
            ["AppTraces"] = new(["Message", "SeverityLevel", "Properties"], [.. kept[false].Select(Trace)]),
        };
    }

    private static readonly Lazy<ILoggerFactory> Levels = new(() => LoggerFactory.Create(builder => builder
        .AddConfiguration(new ConfigurationBuilder().AddJsonFile(Path.Combine(Root, "host.json")).Build().GetSection("logging"))
        .AddProvider(new Everything())));

    private static JsonObject Request(HostLine line) =>
        new() { ["OperationName"] = line.State["Name"], ["Success"] = line.State["Succeeded"] == "True", ["AppRoleName"] = line.State.GetValueOrDefault("App") ?? "link" };

    private static JsonObject Trace(HostLine line)
    {
        var properties = new JsonObject { ["Category"] = line.Category, ["LogLevel"] = line.Level.ToString() };
        foreach (var (name, value) in line.State)
            properties["prop__" + name] = value;
        return new JsonObject { ["Message"] = line.Message, ["SeverityLevel"] = (int)line.Level - 1, ["Properties"] = properties };
    }

    /// <summary>A provider that takes whatever the levels let pass.</summary>
    private sealed class Everything : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
