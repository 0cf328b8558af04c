using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>
/// Names what a delivery is held for. Files, departures and limits are in the name, so that an acceptance never counts for other files or
/// for a departure that nobody had seen.
/// </summary>
public static class DeliveryHold
{
    private const int Digits = 16;

    /// <summary>16 hexadecimal digits; null where nothing holds the delivery.</summary>
    public static string? Of(Delivery delivery, IEnumerable<DeliveryFinding> findings)
    {
        var held = findings.Where(f => f.Holds).Select(f => f.ToString()).ToList();
        return held.Count == 0 ? null : Digest(held.Prepend(ManifestOf(delivery)));
    }

    /// <summary>The command that accepts a held delivery; the operator fills in store, reason and name.</summary>
    public static string Command(string department, string delivery) => $"tfp accept-delivery {department} {delivery} --storage STORE --reason \"WHY IT IS SO\" --as YOUR-NAME";

    /// <summary>16 hexadecimal digits that stand for the files and the coverage of a delivery.</summary>
    internal static string ManifestOf(Delivery delivery) => Digest(
    [
        .. delivery.Manifest.Files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Table} {f.Rows} {f.Sha256}")),
        .. delivery.Manifest.Coverage.OrderBy(c => c.Outcome, StringComparer.Ordinal).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Outcome} {c.From:O} {c.To:O}")),
    ]);

    private static string Digest(IEnumerable<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..Digits];
}
