using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TfPipeline.Cli.LocalHost;

/// <summary>
/// The form of a journal's line: a checksum of the line before and of this one, a blank, and the event as JSON. Chaining the checksums
/// shows a missing or moved line, not only a changed one.
/// </summary>
internal static class JournalLine
{
    public const string FirstChecksum = "0000000000000000";
    private const int ChecksumLength = 16;
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(HistoryEvent happened, string previousChecksum, out string checksum)
    {
        var json = JsonSerializer.Serialize(happened, Options);
        checksum = Checksum(previousChecksum, json);
        return checksum + " " + json + "\n";
    }

    /// <summary>Null where the line is not what was written.</summary>
    public static HistoryEvent? Read(string line, string previousChecksum, out string checksum)
    {
        checksum = string.Empty;
        if (line.Length <= ChecksumLength || line[ChecksumLength] != ' ')
            return null;

        checksum = line[..ChecksumLength];
        var json = line[(ChecksumLength + 1)..];
        return string.Equals(checksum, Checksum(previousChecksum, json), StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<HistoryEvent>(json, Options)
            : null;
    }

    private static string Checksum(string previous, string json) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + json)).AsSpan(0, ChecksumLength / 2));
}
