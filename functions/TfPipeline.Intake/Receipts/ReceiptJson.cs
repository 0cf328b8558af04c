using System.Text.Json;
using System.Text.Json.Serialization;

namespace TfPipeline.Intake;

/// <summary>Receipts as JSON.</summary>
public static class ReceiptJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>UTF-8, indented, line feeds: the same receipt gives the same bytes.</summary>
    public static byte[] Write(Receipt receipt) => [.. JsonSerializer.SerializeToUtf8Bytes(receipt, Options), (byte)'\n'];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">Something else.</exception>
    public static Receipt Read(ReadOnlySpan<byte> json)
        => JsonSerializer.Deserialize<Receipt>(json, Options) ?? throw new JsonException("A receipt is an object.");
}
