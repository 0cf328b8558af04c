using TfPipeline.Reports.Receipts;

namespace TfPipeline.Reports.Tests;

/// <summary>Receipts made up for tests.</summary>
internal static class SampleReceipt
{
    private static readonly RuleFindings Date = new("DOB-01", FindingKind.Error, 12_345, "The date of birth is not a date.", "Write it as 2016-02-29.");
    private static readonly RuleFindings Postcode = new("PCD-01", FindingKind.Query, 1, "The postcode is not known.", "Look at it.");

    public static ReceiptModel Make(ReceiptOutcome outcome = ReceiptOutcome.Accepted, int findings = 3) => new()
    {
        Council = "E08000035",
        Drop = "2018-03-31",
        Submission = new string('0', 32),
        Outcome = outcome,
        Rows = new RowCounts(20_000, 7_655, 1, 2, 12_345),
        File = new FileFacts(1_234_567, new string('a', 64), "UTF-8", "comma"),
        Rules = [Date, Postcode],
        Findings = [new FindingPlace(null, null, null, Date.Code, Date.Kind, Date.Sentence), .. Enumerable.Range(2, findings - 1).Select(r => new FindingPlace(r, "G", "date_of_birth", Date.Code, Date.Kind, Date.Sentence))],
        FindingsTotal = 12_346,
        IsCut = true,
        NotChecked = ["GSS-05"],
        CsvName = "findings.csv",
    };
}
