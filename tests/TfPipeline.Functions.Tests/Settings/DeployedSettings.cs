using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPipeline.TestInfra;

namespace TfPipeline.Functions.Tests.Settings;

/// <summary>The settings that the evaluated template gives to each app.</summary>
internal static class DeployedSettings
{
    private const string Switch = "AzureWebJobs.";

    /// <summary>What the host and the libraries read, and no settings class of ours.</summary>
    private static readonly HashSet<string> OfTheHost = new(StringComparer.Ordinal)
    {
        "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__credential", "AzureWebJobsStorage__clientId", "AZURE_CLIENT_ID", "AZURE_TOKEN_CREDENTIALS",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "Landing__credential", "Landing__clientId", "Working__credential", "Working__clientId",
    };

    /// <summary>All settings of a role's app.</summary>
    public static async Task<Dictionary<string, string>> AllOfAsync(string role)
    {
        var app = (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Web/sites/config").Single(one => Evaluated.Text(one, "properties.AppRole") == role);
        return app["properties"]!.AsObject().ToDictionary(one => one.Key, one => one.Value!.GetValue<string>(), StringComparer.Ordinal);
    }

    /// <summary>The settings that the code or a trigger reads.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(string role) => (await AllOfAsync(role))
        .Where(one => !OfTheHost.Contains(one.Key) && !one.Key.StartsWith(Switch, StringComparison.Ordinal)).ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <summary>The functions that are switched off in a role's app.</summary>
    public static async Task<IReadOnlyList<string>> SwitchedOffAsync(string role) =>
        [.. (await AllOfAsync(role)).Where(one => one.Key.StartsWith(Switch, StringComparison.Ordinal) && one.Value == "true").Select(one => one.Key[Switch.Length..^".Disabled".Length])];

    /// <summary>Names of the queues and containers of the template as account/name.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(string kind) =>
        [.. (await InfraUnderTest.ExampleAsync()).OfType("Microsoft.Storage/storageAccounts/" + kind).Select(Evaluated.Id).Select(id => $"{Grant.PlaceOf(id).Split('/')[0]}/{id.Split('/')[^1]}")];

    /// <summary>The subscriptions of the deployment after the code: account, container, queue, and the function of the webhook.</summary>
    public static async Task<IReadOnlyList<(string Container, string Queue, string Function)>> SubscriptionsAsync()
    {
        var queued = (await InfraUnderTest.EventsAsync(true)).OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").ToDictionary(ContainerOf, one => one, StringComparer.Ordinal);
        return [.. (await InfraUnderTest.EventsAsync(false)).OfType("Microsoft.EventGrid/systemTopics/eventSubscriptions").Select(one => (
            ContainerOf(one),
            Evaluated.Text(queued[ContainerOf(one)]["properties"]!["deliveryWithResourceIdentity"], "destination.properties.queueName")!,
            FunctionOf(Evaluated.Text(one, "properties.destination.properties.endpointUrl")!)))];
    }

    // The address is put together at deployment: format('https://{0}/…{1}&code={2}', the host's name, the function, the key).
    private static string FunctionOf(string address) => Regex.Match(address, "Host\\.Functions\\.\\{1\\}&code=.*, '([A-Za-z]+)', listKeys", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;

    private static string ContainerOf(JsonObject subscription) => Evaluated.Text(subscription, "properties.filter.subjectBeginsWith")!.Split('/')[^2];
}
