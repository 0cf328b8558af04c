namespace TfPipeline.Intake;

/// <summary>What became of a file: the whole of what a receipt says.</summary>
public sealed record IntakeResult
{
    /// <summary>True where the accepted rows may be used.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>SHA-256 of the bytes, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The encoding that was found, or null where the content is no text.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>The separator that was found, or null where no header was found.</summary>
    public char? Separator { get; init; }

    /// <summary>The columns, or null where no header was found.</summary>
    public HeaderMap? Map { get; init; }

    /// <summary>Rows by outcome.</summary>
    public IntakeCounts Counts { get; init; }

    /// <summary>Opt-outs and doubtful ones of all rows. They count even where the row or the file is refused.</summary>
    public IReadOnlyList<OptOutMark> OptOuts { get; init; } = [];

    /// <summary>Rows with an error, of which more than <see cref="MaxErrorShare"/> refuse the file.</summary>
    public int ErrorRows { get; init; }

    /// <summary>The share of rows with an error above which the file is refused; from 0 to 1.</summary>
    public double MaxErrorShare { get; init; }

    /// <summary>Reads the accepted rows again, with the queries that only the whole file could give; null where the rows were not read.</summary>
    public AcceptedRowReader? Rows { get; init; }

    /// <summary>All findings, counted, and the first of them.</summary>
    public required FindingLog Findings { get; init; }
}
