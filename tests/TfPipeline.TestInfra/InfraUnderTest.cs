using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPipeline.TestInfra;

/// <summary>The templates with the parameters of the example, and with those that differ in one thing; evaluated once per test run.</summary>
internal static class InfraUnderTest
{
    /// <summary>The parameter file of the example.</summary>
    public static string ExampleParameters { get; } = File.ReadAllText(Path.Combine(BicepCompiler.Folder, "environments/example.bicepparam")).ReplaceLineEndings("\n");

    private static readonly Lazy<Task<Evaluated>> Example = new(() => EvaluateAsync(ExampleParameters));
    private static readonly Lazy<Task<JsonObject>> Parameters = new(() => BicepCompiler.ParametersAsync(ExampleParameters));
    private static readonly Lazy<Task<Evaluated>> Webhooks = new(() => EvaluateAsync(With("param eventsThroughQueue = true", "param eventsThroughQueue = false")));
    private static readonly Lazy<Task<Evaluated>> Locked = new(() => EvaluateAsync(With("param immutabilityLocked = false", "param immutabilityLocked = true")));
    private static readonly Lazy<Task<Evaluated>> Paged = new(() => EvaluateAsync(With("param publicPage = false", "param publicPage = true")));
    private static readonly Lazy<Task<Evaluated>> Queued = new(() => EvaluateEventsAsync(true));
    private static readonly Lazy<Task<Evaluated>> Called = new(() => EvaluateEventsAsync(false));

    public static string Readme { get; } = File.ReadAllText(Path.Combine(BicepCompiler.Folder, "README.md")).ReplaceLineEndings("\n");

    public static Task<Evaluated> ExampleAsync() => Example.Value;

    public static Task<JsonObject> ParametersAsync() => Parameters.Value;

    /// <summary>Events come by webhook.</summary>
    public static Task<Evaluated> WithWebhooksAsync() => Webhooks.Value;

    /// <summary>The immutability policies are locked.</summary>
    public static Task<Evaluated> LockedAsync() => Locked.Value;

    /// <summary>The public page is switched on.</summary>
    public static Task<Evaluated> WithPageAsync() => Paged.Value;

    /// <summary>The deployment after the code, events by queue or by webhook.</summary>
    public static Task<Evaluated> EventsAsync(bool throughQueue) => throughQueue ? Queued.Value : Called.Value;

    /// <summary>Parameters with so many parties and people, and with the public page.</summary>
    public static string ParametersOf(int parties, int delivering, int people)
    {
        var councils = Many(parties, i => $"  {{ gss: 'E0{6 + (i % 4 == 2 ? 0 : i % 4)}{i:D6}', principalId: '{Id(1, i)}' }}");
        var departments = Many(delivering, i => $"  {{ code: 'department-{i}', principalId: '{Id(2, i)}' }}");
        var checkers = Many(people, i => $"  {{ objectId: '{Id(3, i)}' }}");
        return With("  { gss: 'E08000035', principalId: '00000000-0000-0000-0000-000000000001' }\n", councils)
            .Replace("  { code: 'offences', principalId: '00000000-0000-0000-0000-000000000002' }\n", departments, StringComparison.Ordinal)
            .Replace("  { objectId: '00000000-0000-0000-0000-000000000006' }\n", checkers, StringComparison.Ordinal)
            .Replace("  { objectId: '00000000-0000-0000-0000-000000000007' }\n", checkers.Replace("-0003-", "-0004-", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("param publicPage = false", "param publicPage = true", StringComparison.Ordinal);
    }

    private static string Id(int kind, int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-000{kind}-{number:D12}");

    private static string Many(int count, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 1; i <= count; i++)
            text.Append(line(i)).Append('\n');
        return text.ToString();
    }

    private static string With(string from, string to) => ExampleParameters.Contains(from, StringComparison.Ordinal)
        ? ExampleParameters.Replace(from, to, StringComparison.Ordinal)
        : throw new InvalidOperationException($"The example does not contain {from}");

    private static async Task<Evaluated> EvaluateAsync(string parameters) => new(await BicepCompiler.EvaluateAsync(parameters));

    private static async Task<Evaluated> EvaluateEventsAsync(bool throughQueue)
    {
        var outputs = (await ExampleAsync()).Document["outputs"]!;
        string Output(string name) => outputs[name]!.GetValue<string>();
        return new(await BicepCompiler.EvaluateAsync(
            $"""
            using '../events.bicep'
            param landingAccountName = '{Output("LANDING_ACCOUNT_NAME")}'
            param workingAccountName = '{Output("WORKING_ACCOUNT_NAME")}'
            param landingTopicName = '{Output("LANDING_TOPIC_NAME")}'
            param workingTopicName = '{Output("WORKING_TOPIC_NAME")}'
            param linkAppName = '{Output("LINK_APP_NAME")}'
            param releaseAppName = '{Output("RELEASE_APP_NAME")}'
            param deliverThroughQueue = {(throughQueue ? "true" : "false")}
            """,
            resourceGroup: Output("AZURE_RESOURCE_GROUP")));
    }
}
