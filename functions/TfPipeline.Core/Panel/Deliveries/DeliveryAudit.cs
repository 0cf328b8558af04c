using System.IO.Hashing;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>What the check found in a delivery, kept in the audit area for the department and the operator: places, rules and counts, never a value.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Delivery">The delivery's name; null where none with a manifest that can be read was found.</param>
/// <param name="Run">The run that checked it.</param>
/// <param name="Used">True when no finding refuses it.</param>
/// <param name="Findings">Everything that was found; those that refuse first.</param>
public sealed record DeliveryAudit(string Department, string? Delivery, string Run, bool Used, IReadOnlyList<DeliveryFinding> Findings)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The findings with those that refuse first, each in the order it was found.</summary>
    public static DeliveryAudit Of(string department, string? delivery, string run, IEnumerable<DeliveryFinding> findings)
    {
        var ordered = findings.OrderByDescending(f => f.Refuses).ToList();
        return new(department, delivery, run, !ordered.Exists(f => f.Refuses), ordered);
    }

    /// <summary>
    /// Writes it to <c>deliveries/{run}/{department}/{hash}.json</c>. The name depends on what is in it, so that a step that is done twice
    /// writes nothing new and one that finds otherwise, because another delivery has arrived, replaces nothing.
    /// </summary>
    /// <returns>Department and hash, for <see cref="BlobOf"/>.</returns>
    public async Task<string> WriteAsync(IBlobArea audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        var place = $"{Department}/{XxHash3.HashToUInt64(bytes):x16}";
        await audit.WriteAsync(BlobOf(Run, place), (stream, token) => stream.WriteAsync(bytes, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
        return place;
    }

    /// <summary>The blob in the audit area.</summary>
    /// <param name="run">The run.</param>
    /// <param name="place">Department and hash.</param>
    public static string BlobOf(string run, string place) => $"deliveries/{run}/{place}.json";

    /// <summary>Reads one; null where it is not there.</summary>
    public static async Task<DeliveryAudit?> FindAsync(IBlobArea audit, string blob, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        await using var found = await audit.OpenReadAsync(blob, cancellationToken);
        return found is null ? null : await JsonSerializer.DeserializeAsync<DeliveryAudit>(found.Content, Json, cancellationToken);
    }
}
