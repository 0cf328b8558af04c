using System.IO.Hashing;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Storage;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>What the check found in a delivery, kept in the audit area for the department and the operator: places, rules and counts, never a value.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Delivery">The delivery's name; null where none with a manifest that can be read was found.</param>
/// <param name="Run">The run that checked it.</param>
/// <param name="Used">True when no finding refuses it, and whatever holds it was accepted.</param>
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

    /// <summary>The department in plain words; null where it has no contract.</summary>
    public string? Title { get; init; }

    /// <summary>True when the delivery says that nobody in it is real.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Rows that the manifest gives, by table; empty where no manifest could be read.</summary>
    public IReadOnlyDictionary<string, long> Rows { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Misfits by rule, of a delivery whose files were read.</summary>
    public IReadOnlyList<DataQuality> Quality { get; init; } = [];

    /// <summary>What the delivery is held for, as <see cref="DeliveryHold"/> names it; null where nothing holds it.</summary>
    public string? Hold { get; init; }

    /// <summary>Who accepted that, when and why; null where nobody has.</summary>
    public DeliveryAcceptance? Acceptance { get; init; }

    /// <summary>True where it waits for somebody to accept it.</summary>
    [JsonIgnore]
    public bool IsHeld => Hold is not null && Acceptance is null && Findings.All(f => !f.Refuses);

    /// <summary>The findings with those that refuse first and those that hold next, each in the order it was found.</summary>
    public static DeliveryAudit Of(string department, string? delivery, string run, IEnumerable<DeliveryFinding> findings)
    {
        var ordered = findings.OrderByDescending(f => f.Refuses).ThenByDescending(f => f.Holds).ToList();
        return new(department, delivery, run, !ordered.Exists(f => f.Refuses), ordered);
    }

    /// <summary>What is kept of an examined delivery.</summary>
    public static DeliveryAudit Of(DeliveryExamination examined, string run)
    {
        ArgumentNullException.ThrowIfNull(examined);
        var delivery = examined.Delivery;
        return Of(delivery.Department, delivery.Name, run, examined.Findings) with
        {
            Used = examined.IsUsable,
            Title = delivery.Contract.Title,
            Synthetic = delivery.Manifest.Synthetic,
            Rows = new SortedDictionary<string, long>(
                delivery.Manifest.Files.GroupBy(f => f.Table, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(f => f.Rows), StringComparer.Ordinal), StringComparer.Ordinal),
            Quality = DeliveryQuality.Of(delivery, [.. examined.Findings]),
            Hold = examined.Hold,
            Acceptance = examined.Acceptance,
        };
    }

    /// <summary>
    /// Writes it to <c>deliveries/{run}/{department}/{hash}.json</c>, and beside it the page for the department's data owner. The name depends on what is in it, so that a step that is done twice
    /// writes nothing new and one that finds otherwise, because another delivery has arrived, replaces nothing.
    /// </summary>
    /// <returns>Department and hash, for <see cref="BlobOf"/>.</returns>
    public async Task<string> WriteAsync(IBlobArea audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(audit);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        var place = $"{Department}/{XxHash3.HashToUInt64(bytes):x16}";
        var page = await DeliveryReceiptHtml.WriteAsync(this);
        await audit.WriteAsync(PageOf(Run, place), (stream, token) => stream.WriteAsync(page, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
        await audit.WriteAsync(BlobOf(Run, place), (stream, token) => stream.WriteAsync(bytes, token).AsTask(), WriteCondition.IfAbsent, cancellationToken);
        return place;
    }

    /// <summary>The page for the department's data owner.</summary>
    /// <param name="run">The run.</param>
    /// <param name="place">Department and hash.</param>
    public static string PageOf(string run, string place) => $"deliveries/{run}/{place}.html";

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
