using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Everything about a delivery before it is used: what is wrong, what departs, and whether that was accepted.</summary>
/// <param name="Delivery">The delivery.</param>
/// <param name="Findings">All findings.</param>
/// <param name="Profile">What the extract looks like; null where a part of it cannot be read.</param>
/// <param name="Hold">What the delivery is held for; null where nothing holds it.</param>
/// <param name="Acceptance">Who accepted that; null where nobody has.</param>
public sealed record DeliveryExamination(
    Delivery Delivery, IReadOnlyList<DeliveryFinding> Findings, DeliveryProfile? Profile, string? Hold, DeliveryAcceptance? Acceptance)
{
    /// <summary>True where the delivery may be used.</summary>
    public bool IsUsable => Findings.All(f => !f.Refuses) && (Hold is null || Acceptance is not null);

    /// <summary>Reads the delivery once and holds it against the contract, against the delivery before, and against what persons accepted.</summary>
    /// <param name="storage">Extracts, requests and the audit area are read.</param>
    /// <param name="contracts">The contracts.</param>
    /// <param name="found">The delivery.</param>
    /// <param name="cancellationToken">Stops between row groups.</param>
    public static async Task<DeliveryExamination> RunAsync(IPipelineStorage storage, ContractCatalogue contracts, DeliveryLookup.Found found, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentNullException.ThrowIfNull(found);
        var delivery = found.Delivery;
        var (findings, profile) = await DeliveryCheck.ExamineAsync(storage[PipelineContainer.Extracts], delivery, cancellationToken);
        List<DeliveryFinding> all = found.Newer > 0 ? [new(delivery.Department, DeliveryRule.NewestTaken) { Refuses = false }, .. findings] : [.. findings];
        // A delivery that is refused is sent again; what else departs in it is said with the next one.
        if (profile is null || all.Exists(f => f.Refuses))
            return new(delivery, all, profile, null, null);
        all.AddRange(DepartureCheck.Find(delivery.Contract, profile, await Profiles(storage, contracts).BeforeAsync(delivery, cancellationToken)));
        var hold = DeliveryHold.Of(delivery, all);
        var acceptance = hold is null ? null : await new DeliveryAcceptances(storage[PipelineContainer.Requests]).FindAsync(delivery.Department, delivery.Name, hold, cancellationToken);
        return new(delivery, all, profile, hold, acceptance);
    }

    /// <summary>Keeps the profile of a delivery that is used, for the one after it.</summary>
    public Task KeepProfileAsync(IPipelineStorage storage, ContractCatalogue contracts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storage);
        return Profile is null ? Task.CompletedTask : Profiles(storage, contracts).KeepAsync(Delivery, Profile, cancellationToken);
    }

    private static DeliveryProfiles Profiles(IPipelineStorage storage, ContractCatalogue contracts) => new(storage[PipelineContainer.Audit], storage[PipelineContainer.Extracts], contracts);
}
