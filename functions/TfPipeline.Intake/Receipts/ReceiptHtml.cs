using TfPipeline.Reports.Receipts;
using TfPipeline.Reports.Rendering;

namespace TfPipeline.Intake;

/// <summary>
/// A receipt as one self-contained page: no request leaves it, it works without script, with a keyboard alone, in light and dark.
/// Every text is encoded, although none comes from outside.
/// </summary>
public static class ReceiptHtml
{
    /// <summary>UTF-8 HTML; the same receipt gives the same bytes.</summary>
    /// <param name="receipt">What to show.</param>
    /// <param name="csvName">The name of the CSV beside the page, or null where there is none.</param>
    public static Task<byte[]> WriteAsync(Receipt receipt, string? csvName)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return new PageRenderer().RenderAsync(ToModel(receipt, csvName));
    }

    private static ReceiptModel ToModel(Receipt receipt, string? csvName) => new()
    {
        Council = receipt.Council,
        Drop = receipt.Drop,
        Submission = receipt.Submission,
        Outcome = OutcomeOf(receipt.Status),
        Fault = receipt.Fault?.InWords(),
        Rows = new RowCounts(receipt.Rows.Read, receipt.Rows.Accepted, receipt.Rows.Queried, receipt.Rows.Withdrawn, receipt.Rows.Refused),
        File = receipt.File is { } file ? new FileFacts(file.Bytes, file.Sha256, file.Encoding, file.Separator) : null,
        Rules = [.. receipt.Rules.Select(r => new RuleFindings(r.Code, KindOf(r.Severity), r.Count, r.Sentence, r.Remedy))],
        Findings = [.. receipt.Findings.Select(ToPlace)],
        FindingsTotal = receipt.FindingsTotal,
        IsCut = receipt.IsCut,
        NotChecked = receipt.NotChecked,
        CsvName = csvName,
    };

    private static FindingPlace ToPlace(ReceiptFinding finding)
    {
        var rule = RuleCatalogue.Find(finding.Code)!;
        return new FindingPlace(finding.Row, finding.Column, finding.Field, rule.Code, KindOf(rule.Severity), rule.Sentence);
    }

    private static ReceiptOutcome OutcomeOf(ReceiptStatus status) => status switch
    {
        ReceiptStatus.Accepted => ReceiptOutcome.Accepted,
        ReceiptStatus.Refused => ReceiptOutcome.Refused,
        ReceiptStatus.Duplicate => ReceiptOutcome.Duplicate,
        ReceiptStatus.Superseded => ReceiptOutcome.Superseded,
        ReceiptStatus.Failed => ReceiptOutcome.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "A receipt has a status that its page does not know."),
    };

    private static FindingKind KindOf(Severity severity) => severity switch
    {
        Severity.Query => FindingKind.Query,
        Severity.Error => FindingKind.Error,
        Severity.File => FindingKind.File,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, "A finding has a severity that its page does not know."),
    };
}
