using System.Runtime.CompilerServices;
using System.Text.Json;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// Acceptances as persons leave them among the requests: <c>{person}/accepted-deliveries/{department}/{delivery}/{hold}.json</c> with a reason.
/// A person can create below the own folder only and replace nothing, so the path says who, and the storage says when.
/// </summary>
public sealed class DeliveryAcceptances(IBlobArea requests)
{
    private const string Folder = "accepted-deliveries";
    private const int MostBytes = 1 << 14;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Every acceptance of a department's delivery that is of the right form, in ordinal order of persons. What is not is no acceptance.</summary>
    public async IAsyncEnumerable<DeliveryAcceptance> OfAsync(string department, string delivery, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var blob in requests.ListAsync(string.Empty, cancellationToken))
        {
            if (blob.Name.Split('/') is [var person, Folder, var its, var name, var file] && its == department && name == delivery
                && file.EndsWith(".json", StringComparison.Ordinal) && DeliveryAcceptance.IsName(person) && await ReasonAsync(blob.Name, cancellationToken) is { } reason)
                yield return new DeliveryAcceptance(file[..^5], person, blob.LastModified, reason);
        }
    }

    /// <summary>The first acceptance of what a delivery is held for; null where nobody has accepted it.</summary>
    public async Task<DeliveryAcceptance?> FindAsync(string department, string delivery, string hold, CancellationToken cancellationToken = default)
    {
        await foreach (var acceptance in OfAsync(department, delivery, cancellationToken))
        {
            if (string.Equals(acceptance.Hold, hold, StringComparison.Ordinal))
                return acceptance;
        }

        return null;
    }

    /// <summary>Leaves an acceptance. One that is there already stays as it is.</summary>
    /// <exception cref="ArgumentException">The name or the reason has another form.</exception>
    public Task<WriteOutcome> WriteAsync(string department, string delivery, string hold, string person, string reason, CancellationToken cancellationToken = default)
    {
        if (!DeliveryAcceptance.IsName(person))
            throw new ArgumentException("The name has another form.", nameof(person));
        if (!DeliveryAcceptance.IsReason(reason))
            throw new ArgumentException("The reason has another form.", nameof(reason));
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Body(reason.Trim()), Json);
        return requests.WriteAsync(
            $"{person}/{Folder}/{department}/{delivery}/{hold}.json", (stream, token) => stream.WriteAsync(bytes, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
    }

    private async Task<string?> ReasonAsync(string name, CancellationToken cancellationToken)
    {
        await using var blob = await requests.OpenReadAsync(name, cancellationToken);
        if (blob is null || blob.Entry.Length > MostBytes)
            return null;
        try
        {
            var body = await JsonSerializer.DeserializeAsync<Body>(blob.Content, Json, cancellationToken);
            return DeliveryAcceptance.IsReason(body?.Reason) ? body!.Reason!.Trim() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Body(string? Reason);
}
