using System.Text.Json;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// Keeps the profile of every delivery that was used, in the audit area at <c>delivery-profiles/{department}/{delivery}/</c>: sums over a
/// whole extract, so that the next delivery can be held against it when the files are long deleted.
/// </summary>
internal sealed class DeliveryProfiles(IBlobArea audit, IBlobArea extracts, ContractCatalogue contracts)
{
    private const string Root = "delivery-profiles";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n" };

    /// <summary>
    /// The profile to hold a delivery against: of the newest one before it that was used. Where none was used yet, of the newest one before
    /// it that lies in the extracts, if nothing in it refuses or holds; that one's files are read for it.
    /// </summary>
    public async Task<DeliveryProfile?> BeforeAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        string? newest = null;
        await foreach (var blob in audit.ListAsync($"{Root}/{delivery.Department}/", cancellationToken))
        {
            if (string.CompareOrdinal(DeliveryOf(blob.Name), delivery.Name) < 0)
                newest = blob.Name; // listed in ordinal order
        }

        if (newest is not null)
            return await ReadAsync(newest, cancellationToken);
        if (await new DeliveryCatalogue(extracts, contracts).BeforeAsync(delivery, cancellationToken) is not { } unused)
            return null;
        var (findings, profile) = await DeliveryCheck.ExamineAsync(extracts, unused, cancellationToken);
        return profile is null || findings.Any(f => f.Refuses || f.Holds) || DepartureCheck.Find(unused.Contract, profile, null).Count > 0 ? null : profile;
    }

    /// <summary>Keeps a used delivery's profile. The same delivery gives the same blob.</summary>
    public Task KeepAsync(Delivery delivery, DeliveryProfile profile, CancellationToken cancellationToken) => audit.WriteAsync(
        $"{Root}/{delivery.Department}/{delivery.Name}/{DeliveryHold.ManifestOf(delivery)}.json",
        async (stream, token) => await JsonSerializer.SerializeAsync(stream, profile, Json, token),
        WriteCondition.IfAbsent,
        cancellationToken);

    private static string DeliveryOf(string blob) => blob.Split('/') is [_, _, var delivery, ..] ? delivery : string.Empty;

    private async Task<DeliveryProfile?> ReadAsync(string blob, CancellationToken cancellationToken)
    {
        await using var open = await audit.OpenReadAsync(blob, cancellationToken);
        return open is null ? null : await JsonSerializer.DeserializeAsync<DeliveryProfile>(open.Content, Json, cancellationToken);
    }
}
