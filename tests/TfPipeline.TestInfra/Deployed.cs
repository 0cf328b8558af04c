using System.Text.Json.Nodes;

namespace TfPipeline.TestInfra;

/// <summary>Everything that a promise about the deployed system can be checked against.</summary>
/// <param name="Main">The example's parameters: events by queue, no public page, policies not locked.</param>
/// <param name="Webhooks">Events by webhook.</param>
/// <param name="Locked">Immutability policies locked.</param>
/// <param name="Paged">With the public page.</param>
/// <param name="QueueEvents">The deployment after the code, by queue.</param>
/// <param name="WebhookEvents">The deployment after the code, by webhook.</param>
/// <param name="Parameters">Values of the example's parameters.</param>
/// <param name="Readme">infra/README.md.</param>
internal sealed record Deployed(
    Evaluated Main, Evaluated Webhooks, Evaluated Locked, Evaluated Paged, Evaluated QueueEvents, Evaluated WebhookEvents, JsonObject Parameters, string Readme)
{
    private static readonly Lazy<Task<Deployed>> Repository = new(ReadAsync);

    /// <summary>As it is in the repository.</summary>
    public static Task<Deployed> OfRepositoryAsync() => Repository.Value;

    public IReadOnlyList<Grant> Grants => Grant.AllOf(Main, Parameters);

    public Deployed With(Func<Evaluated, Evaluated> change) => this with { Main = change(Main) };

    private static async Task<Deployed> ReadAsync()
    {
        var main = InfraUnderTest.ExampleAsync();
        var webhooks = InfraUnderTest.WithWebhooksAsync();
        var locked = InfraUnderTest.LockedAsync();
        var paged = InfraUnderTest.WithPageAsync();
        return new(
            await main, await webhooks, await locked, await paged, await InfraUnderTest.EventsAsync(true), await InfraUnderTest.EventsAsync(false),
            await InfraUnderTest.ParametersAsync(), InfraUnderTest.Readme);
    }
}
