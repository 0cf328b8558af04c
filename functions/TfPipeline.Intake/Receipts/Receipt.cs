namespace TfPipeline.Intake;

/// <summary>
/// What a council is told about one upload. It depends on that council's own uploads only, and holds no value, no file name
/// and no heading: rule codes, row numbers, column letters and names of the specification are all it can say.
/// </summary>
public sealed record Receipt
{
    /// <summary>The version of the format; see the JSON Schema beside the documentation.</summary>
    public const string Format = "tfp-receipt/1";

    /// <summary>Always <see cref="Format"/>.</summary>
    public string Schema { get; init; } = Format;

    /// <summary>The pipeline's own name of the upload: 32 hexadecimal digits. Null from an offline check.</summary>
    public string? Submission { get; init; }

    /// <summary>The GSS code of the council's folder.</summary>
    public required string Council { get; init; }

    /// <summary>The drop folder, <c>yyyy-mm-dd[-n]</c>. Null where the upload lay in none.</summary>
    public string? Drop { get; init; }

    /// <summary>What became of it.</summary>
    public required ReceiptStatus Status { get; init; }

    /// <summary>What the file is; null where it was not read.</summary>
    public ReceiptFile? File { get; init; }

    /// <summary>Rows by outcome.</summary>
    public IntakeCounts Rows { get; init; }

    /// <summary>Every rule with findings: what stops the file first, then errors, then queries, each by count.</summary>
    public IReadOnlyList<ReceiptRule> Rules { get; init; } = [];

    /// <summary>The first findings, in the order of the file.</summary>
    public IReadOnlyList<ReceiptFinding> Findings { get; init; } = [];

    /// <summary>All findings, listed or not.</summary>
    public long FindingsTotal { get; init; }

    /// <summary>True where not all findings are listed here.</summary>
    public bool IsCut { get; init; }

    /// <summary>Why it was not processed, from a closed list; null where it was.</summary>
    public FaultKind? Fault { get; init; }

    /// <summary>Codes of the rules that could not be checked, because they need earlier drops.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];
}

/// <summary>What a file turned out to be.</summary>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, so that the council can tell which file is meant.</param>
/// <param name="Encoding">The encoding in words, or null.</param>
/// <param name="Separator">comma, semicolon, tab or bar, or null.</param>
public sealed record ReceiptFile(long Bytes, string Sha256, string? Encoding, string? Separator);

/// <summary>One rule with findings.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Severity">What it does.</param>
/// <param name="Field">The column of the specification, or null.</param>
/// <param name="Count">How many findings.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ReceiptRule(string Code, Severity Severity, string? Field, int Count, string Sentence, string Remedy);

/// <summary>One finding.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Row">1-based row as in a spreadsheet, or null for the file as a whole.</param>
/// <param name="Column">The column's letter, or null.</param>
/// <param name="Field">The column's name in the specification, or null.</param>
public sealed record ReceiptFinding(string Code, int? Row, string? Column, string? Field);
