using System.Text.Json;
using System.Text.Json.Serialization;
using TfPipeline.Intake;
using TfPipeline.Pseudonyms;

namespace TfPipeline.Core.Submissions;

/// <summary>
/// Where a submission stands now. Receipts never change; this small blob beside them does, when a newer upload replaces this one.
/// </summary>
public sealed record SubmissionState
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>32 hexadecimal digits.</summary>
    public required string Submission { get; init; }

    /// <summary>The council, or <see cref="UploadPath.Unrouted"/>.</summary>
    public required string Council { get; init; }

    /// <summary>The drop folder, or null.</summary>
    public string? Drop { get; init; }

    /// <summary>What holds now.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>A pseudonym of the upload's name: submissions with the same one are versions of one file.</summary>
    public required string Slot { get; init; }

    /// <summary>The keyed reference of the content, or null where it was not read. Equal content has an equal one, whatever the root key.</summary>
    public string? Content { get; init; }

    /// <summary>The version of the key that its tokens were made with, or null where there are none.</summary>
    public string? KeyVersion { get; init; }

    /// <summary>The version of the secret that its opt-outs are filed under, or null where there are none.</summary>
    public string? OptOutKeyVersion { get; init; }

    /// <summary>Opt-outs in it of which nobody can tell whose they are; the council has to say.</summary>
    public int UnattributedOptOuts { get; init; }

    /// <summary>Why it failed, or null where it did not.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Rows by outcome.</summary>
    public IntakeCounts Rows { get; init; }

    /// <summary>For a duplicate: the submission that holds the rows of the same content.</summary>
    public string? Other { get; init; }

    /// <summary>The submission that replaced this one, where it is known.</summary>
    public string? Successor { get; init; }

    /// <summary>The version of the upload that was read; equal while the upload is unchanged.</summary>
    public string? UploadVersion { get; init; }

    /// <summary>The mark of <see cref="ReferenceScheme"/>; set when the state is written.</summary>
    [JsonInclude]
    public string? References { get; private init; }

    /// <summary>UTF-8 JSON.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this with { References = ReferenceScheme.Current }, Options);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">Something else.</exception>
    /// <exception cref="EarlierStoreException">An earlier version of the pipeline wrote it, whose references differ.</exception>
    public static SubmissionState Parse(ReadOnlySpan<byte> json)
    {
        var state = JsonSerializer.Deserialize<SubmissionState>(json, Options) ?? throw new JsonException("A submission's state is an object.");
        ReferenceScheme.Require(state.References, "A submission's state");
        return state;
    }
}
