using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>What a department says about a delivery: <c>manifest.json</c>, written last, so a delivery without it is not complete.</summary>
public sealed record DeliveryManifest
{
    /// <summary>The file's name within a delivery.</summary>
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private const long MostRows = 1_000_000_000_000;

    /// <summary>Department code.</summary>
    public required string Department { get; init; }

    /// <summary>The delivery's name: its folder.</summary>
    public required string Delivery { get; init; }

    /// <summary>True when no real person is in it.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Every file of the delivery but this one.</summary>
    public required IReadOnlyList<DeliveryFile> Files { get; init; }

    /// <summary>The days that the delivery covers, one entry per outcome of the contract.</summary>
    public required IReadOnlyList<OutcomeCoverage> Coverage { get; init; }

    /// <summary>The manifest as UTF-8 JSON.</summary>
    public byte[] ToUtf8Json() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Reads a manifest; null when the text is not one. What it says is outside text and is still to be checked.</summary>
    public static async Task<DeliveryManifest?> TryReadAsync(Stream json, CancellationToken cancellationToken = default)
    {
        try
        {
            var manifest = await JsonSerializer.DeserializeAsync<DeliveryManifest>(json, Json, cancellationToken);
            // Sums over files must stay numbers; the serialiser lets a null into a list of things that are never null.
            return manifest is null || manifest.Files.Any(f => f is null || f.Rows is < 0 or > MostRows) || manifest.Coverage.Any(c => c is null) ? null : manifest;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>One Parquet file of a delivery.</summary>
/// <param name="Name">File name within the delivery's folder.</param>
/// <param name="Table">The contract's table that it belongs to.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Sha256">SHA-256 of its bytes, 64 hex characters.</param>
public sealed record DeliveryFile(string Name, string Table, long Rows, string Sha256);
