using System.Text.RegularExpressions;
using TfPipeline.Core.Panel.Contracts;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>Finds departments' deliveries at <c>{department}/{delivery}/</c> in the extracts.</summary>
public sealed partial class DeliveryCatalogue(IBlobArea extracts, ContractCatalogue contracts)
{
    /// <summary>
    /// The newest complete delivery: of those with a manifest the one whose name is last in ordinal order. Deliveries still
    /// without a manifest are passed over and counted; a manifest that breaks a rule refuses, and no older delivery is taken silently.
    /// </summary>
    public async Task<DeliveryLookup> NewestCompleteAsync(string department, CancellationToken cancellationToken = default)
    {
        if (contracts.Find(department) is not { } contract)
            return Refuse(department, DeliveryRule.ContractKnown);
        var files = await FilesByDeliveryAsync(department, cancellationToken);
        var newer = 0;
        foreach (var (delivery, names) in files.Reverse())
        {
            if (names.ContainsKey(DeliveryManifest.FileName))
            {
                var lookup = await ReadAsync(contract, delivery, names, cancellationToken);
                return lookup is DeliveryLookup.Found found ? found with { Newer = newer } : lookup;
            }

            newer++;
        }

        return Refuse(department, DeliveryRule.DeliveryComplete);
    }

    /// <summary>One delivery by name, for going on with a run that started with it.</summary>
    public async Task<DeliveryLookup> FindAsync(string department, string delivery, CancellationToken cancellationToken = default)
    {
        if (contracts.Find(department) is not { } contract)
            return Refuse(department, DeliveryRule.ContractKnown);
        var files = await FilesByDeliveryAsync(department, cancellationToken);
        return files.TryGetValue(delivery, out var names) && names.ContainsKey(DeliveryManifest.FileName)
            ? await ReadAsync(contract, delivery, names, cancellationToken)
            : Refuse(department, DeliveryRule.DeliveryComplete);
    }

    /// <summary>The newest delivery with a manifest whose name is before another's in ordinal order; null where there is none that keeps the rules.</summary>
    public async Task<Delivery?> BeforeAsync(Delivery delivery, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var files = await FilesByDeliveryAsync(delivery.Department, cancellationToken);
        foreach (var (name, names) in files.Reverse())
        {
            if (string.CompareOrdinal(name, delivery.Name) < 0 && names.ContainsKey(DeliveryManifest.FileName)
                && await ReadAsync(delivery.Contract, name, names, cancellationToken) is DeliveryLookup.Found found)
                return found.Delivery;
        }

        return null;
    }

    private async Task<SortedDictionary<string, Dictionary<string, BlobEntry>>> FilesByDeliveryAsync(string department, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, Dictionary<string, BlobEntry>>(StringComparer.Ordinal);
        await foreach (var blob in extracts.ListAsync(department + "/", cancellationToken))
        {
            var parts = blob.Name.Split('/');
            // Folder names of another form are not deliveries: they could hold anything, so they are not named either.
            if (parts.Length != 3 || !DeliveryName().IsMatch(parts[1]))
                continue;
            if (!found.TryGetValue(parts[1], out var names))
                found.Add(parts[1], names = new Dictionary<string, BlobEntry>(StringComparer.Ordinal));
            names[parts[2]] = blob;
        }

        return found;
    }

    private async Task<DeliveryLookup> ReadAsync(DepartmentContract contract, string delivery, Dictionary<string, BlobEntry> names, CancellationToken cancellationToken)
    {
        await using var blob = await extracts.OpenReadAsync($"{contract.Department}/{delivery}/{DeliveryManifest.FileName}", cancellationToken);
        if (blob is null)
            return Refuse(contract.Department, DeliveryRule.DeliveryComplete);
        if (await DeliveryManifest.TryReadAsync(blob.Content, cancellationToken) is not { } manifest)
            return Refuse(contract.Department, DeliveryRule.ManifestReadable);
        var findings = Check(contract, delivery, manifest, names).ToList();
        return findings.Count > 0 ? new DeliveryLookup.Refused(findings) : new DeliveryLookup.Found(new Delivery(contract, manifest));
    }

    private static IEnumerable<DeliveryFinding> Check(DepartmentContract contract, string delivery, DeliveryManifest manifest, Dictionary<string, BlobEntry> names)
    {
        var department = contract.Department;
        if (!string.Equals(manifest.Department, department, StringComparison.Ordinal) || !string.Equals(manifest.Delivery, delivery, StringComparison.Ordinal))
            yield return new(department, DeliveryRule.ManifestBelongs);
        if (manifest.Files.Any(f => !FileName().IsMatch(f.Name)) || manifest.Files.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() < manifest.Files.Count)
        {
            yield return new(department, DeliveryRule.FileNameForm);
            yield break; // the other findings would name files
        }

        var tables = contract.Tables.Select(t => t.Name).Prepend(Delivery.People).ToHashSet(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            if (!tables.Contains(file.Table))
                yield return new(department, DeliveryRule.TableKnown, file.Name);
            if (!names.TryGetValue(file.Name, out var blob))
                yield return new(department, DeliveryRule.FilePresent, file.Name);
            else if (!blob.CanBeScanned)
                yield return new(department, DeliveryRule.FileScannable, file.Name);
        }

        if (tables.Any(t => manifest.Files.All(f => !string.Equals(f.Table, t, StringComparison.Ordinal))))
            yield return new(department, DeliveryRule.TablePresent);
        var covered = manifest.Coverage.Select(c => c.Outcome).Order(StringComparer.Ordinal);
        if (!covered.SequenceEqual(contract.Outcomes.Select(o => o.Code).Order(StringComparer.Ordinal), StringComparer.Ordinal))
            yield return new(department, DeliveryRule.CoverageComplete);
        if (manifest.Coverage.Any(c => c.To < c.From))
            yield return new(department, DeliveryRule.CoverageOrdered);
    }

    private static DeliveryLookup.Refused Refuse(string department, DeliveryRule rule) => new([new DeliveryFinding(department, rule)]);

    [GeneratedRegex("^[0-9A-Za-z][0-9A-Za-z-]{0,59}\\z", RegexOptions.NonBacktracking)]
    private static partial Regex DeliveryName();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,59}-[0-9]{1,9}[.]parquet\\z", RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}
