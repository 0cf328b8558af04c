using System.Globalization;

namespace TfPipeline.Intake;

/// <summary>Makes a receipt from what intake found.</summary>
public static class ReceiptMaker
{
    /// <summary>What a receipt says in place of an encoding where the file is a workbook, which has no separator.</summary>
    public static string WorkbookEncoding { get; } = TextEncoding.Workbook.DisplayName();

    /// <summary>The receipt of a file that was read.</summary>
    /// <param name="result">What was found in the file.</param>
    /// <param name="council">The GSS code of the folder.</param>
    /// <param name="drop">The drop folder, or null offline.</param>
    /// <param name="submission">The submission id, or null offline.</param>
    /// <param name="listed">How many findings to list.</param>
    public static Receipt From(IntakeResult result, string council, string? drop, string? submission, int listed)
    {
        ArgumentNullException.ThrowIfNull(result);
        var findings = result.Findings.Sorted();
        return new Receipt
        {
            Submission = submission,
            Council = council,
            Drop = drop,
            Status = result.IsAccepted ? ReceiptStatus.Accepted : ReceiptStatus.Refused,
            File = new ReceiptFile(result.Length, result.Sha256, result.Encoding?.DisplayName(), SeparatorName(result.Separator)),
            Rows = result.Counts,
            Rules = [.. Rules(result.Findings.Counts).Select(r => r.Code == FileRules.TooManyErrors.Code ? r with { Sentence = HowMany(result) } : r)],
            Findings = [.. findings.Take(listed).Select(f => ToFinding(f, result.Map))],
            FindingsTotal = result.Findings.Counts.Values.Sum(c => (long)c),
            IsCut = result.Findings.IsCut || findings.Count > listed,
        };
    }

    /// <summary>The receipt of an upload of which one rule says all: it was not read, or what it holds is known.</summary>
    public static Receipt Of(IntakeRule rule, ReceiptStatus status, string council, string? drop, string submission, ReceiptFile? file = null)
        => new()
        {
            Submission = submission,
            Council = council,
            Drop = drop,
            Status = status,
            File = file,
            Rules = Rules(new Dictionary<IntakeRule, int> { [rule] = 1 }),
            Findings = [new ReceiptFinding(rule.Code, null, null, null)],
            FindingsTotal = 1,
        };

    internal static ReceiptFinding ToFinding(Finding finding, HeaderMap? map)
    {
        var field = finding.Named ?? (finding.Column >= 0 ? map?.FieldAt(finding.Column) : null) ?? finding.Rule.Field;
        return new ReceiptFinding(
            finding.Rule.Code,
            finding.Row > 0 ? finding.Row : null,
            finding.Column >= 0 ? ColumnLetters.Of(finding.Column) : null,
            field is { } known ? CouncilFileSchema.Column(known).Name : null);
    }

    private static ReceiptRule[] Rules(IReadOnlyDictionary<IntakeRule, int> counts)
        =>
        [
            .. counts
                .OrderByDescending(c => c.Key.Severity)
                .ThenByDescending(c => c.Value)
                .ThenBy(c => c.Key.Code, StringComparer.Ordinal)
                .Select(c => new ReceiptRule(
                    c.Key.Code, c.Key.Severity, c.Key.Field is { } field ? CouncilFileSchema.Column(field).Name : null,
                    c.Value, c.Key.Sentence, c.Key.Remedy)),
        ];

    private static string HowMany(IntakeResult result)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{result.ErrorRows:N0} of {result.Counts.Read:N0} rows have an error ({(double)result.ErrorRows / result.Counts.Read * 100:0.0} %); the limit is {result.MaxErrorShare * 100:0.#} %. Nothing of the file was used.");

    private static string? SeparatorName(char? separator) => separator switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "bar",
        _ => null,
    };
}
