namespace TfPipeline.Reports.Receipts;

/// <summary>What became of an upload.</summary>
public enum ReceiptOutcome
{
    /// <summary>Its accepted rows are used.</summary>
    Accepted,

    /// <summary>Nothing of it is used; the council has to drop it again.</summary>
    Refused,

    /// <summary>The same bytes were accepted before; nothing changed.</summary>
    Duplicate,

    /// <summary>A newer upload of the same name replaced it.</summary>
    Superseded,

    /// <summary>A fault on the side of the service; nothing of it is used yet.</summary>
    Failed,
}

/// <summary>What a finding does.</summary>
public enum FindingKind
{
    /// <summary>The row is kept, and the council should look.</summary>
    Query,

    /// <summary>The row is left out.</summary>
    Error,

    /// <summary>The file is refused.</summary>
    File,
}

/// <summary>What a receipt's page shows. It holds no value of a file, no file name and no text from outside.</summary>
public sealed record ReceiptModel
{
    /// <summary>The GSS code of the council's folder.</summary>
    public required string Council { get; init; }

    /// <summary>The drop folder; null where the upload lay in none.</summary>
    public string? Drop { get; init; }

    /// <summary>The pipeline's own name of the upload; null from an offline check.</summary>
    public string? Submission { get; init; }

    /// <summary>What became of it.</summary>
    public required ReceiptOutcome Outcome { get; init; }

    /// <summary>Why it was not processed, in words; null where it was.</summary>
    public string? Fault { get; init; }

    /// <summary>Rows by outcome.</summary>
    public required RowCounts Rows { get; init; }

    /// <summary>What the file is; null where it was not read.</summary>
    public FileFacts? File { get; init; }

    /// <summary>Every rule with findings, the most urgent first.</summary>
    public required IReadOnlyList<RuleFindings> Rules { get; init; }

    /// <summary>The first findings, in the order of the file.</summary>
    public required IReadOnlyList<FindingPlace> Findings { get; init; }

    /// <summary>All findings, listed or not.</summary>
    public required long FindingsTotal { get; init; }

    /// <summary>True where not all findings are listed.</summary>
    public bool IsCut { get; init; }

    /// <summary>Codes of the rules that could not be checked, because they need earlier drops.</summary>
    public IReadOnlyList<string> NotChecked { get; init; } = [];

    /// <summary>The name of the CSV of findings beside the page; null where there is none.</summary>
    public string? CsvName { get; init; }
}

/// <summary>Rows by outcome.</summary>
/// <param name="Read">Rows read.</param>
/// <param name="Accepted">Rows that are used.</param>
/// <param name="Queried">Rows among these to look at.</param>
/// <param name="Withdrawn">Opt-outs among these.</param>
/// <param name="Refused">Rows left out.</param>
public sealed record RowCounts(long Read, long Accepted, long Queried, long Withdrawn, long Refused);

/// <summary>What a file is.</summary>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">SHA-256 of the bytes, in hexadecimal digits.</param>
/// <param name="Encoding">The encoding in words; null for what is not text.</param>
/// <param name="Separator">The separator in words; null where none was found.</param>
public sealed record FileFacts(long Bytes, string Sha256, string? Encoding, string? Separator);

/// <summary>One rule with findings.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Count">How many findings.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record RuleFindings(string Code, FindingKind Kind, int Count, string Sentence, string Remedy);

/// <summary>Where one finding is.</summary>
/// <param name="Row">1-based row as in a spreadsheet, or null for the file as a whole.</param>
/// <param name="Column">The column's letter, or null.</param>
/// <param name="Field">The column's name in the specification, or null.</param>
/// <param name="Code">The rule's code.</param>
/// <param name="Kind">What the rule does.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record FindingPlace(int? Row, string? Column, string? Field, string Code, FindingKind Kind, string Sentence);
