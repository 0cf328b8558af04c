using System.Globalization;
using CsvHelper;

namespace TfPipeline.Intake;

/// <summary>The findings as CSV, for working through them in a spreadsheet. Every text in it is fixed at build time, so none can be a formula.</summary>
public static class ReceiptCsv
{
    private static readonly string[] Header = ["row", "column", "field", "severity", "code", "what_is_wrong", "what_to_do"];

    // Spreadsheets need the byte order mark; lines end in CR LF as RFC 4180 says.
    private static readonly CsvWriterOptions Options = new() { WriteByteOrderMark = true };

    /// <summary>UTF-8 with a byte order mark.</summary>
    public static async Task WriteAsync(Stream output, IntakeResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        var findings = result.Findings.Sorted();
        await using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        csv.WriteRecord(Header);
        foreach (var finding in findings)
        {
            WriteFields(csv, ReceiptMaker.ToFinding(finding, result.Map), finding.Rule);
            await csv.EndRecordAsync(cancellationToken);
        }

        if (result.Findings.IsCut)
            WriteCut(csv, findings.Count);
        await csv.FlushAsync(cancellationToken);
    }

    /// <summary>The same for a receipt that has all its findings in itself.</summary>
    public static byte[] Write(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        using var output = new MemoryStream();
        using (var csv = CsvWriter.Create(output, Options, leaveOpen: true))
        {
            csv.WriteRecord(Header);
            foreach (var finding in receipt.Findings)
            {
                WriteFields(csv, finding, RuleCatalogue.Find(finding.Code)!);
                csv.EndRecord();
            }
        }

        return output.ToArray();
    }

    private static void WriteFields(CsvWriter csv, ReceiptFinding finding, IntakeRule rule)
    {
        if (finding.Row is { } row)
            csv.WriteField(row, default, CultureInfo.InvariantCulture);
        else
            csv.WriteField("");
        csv.WriteField(finding.Column);
        csv.WriteField(finding.Field);
        csv.WriteField(rule.Severity.ToWord());
        csv.WriteField(rule.Code);
        csv.WriteField(rule.Sentence, CsvQuoting.Always);
        csv.WriteField(rule.Remedy, CsvQuoting.Always);
    }

    private static void WriteCut(CsvWriter csv, int kept)
    {
        for (var i = 0; i < 5; i++)
            csv.WriteField("");
        csv.WriteField(FormattableString.Invariant($"The list is cut after {kept} findings. The receipt has the complete count of each rule."), CsvQuoting.Always);
        csv.WriteField("");
        csv.EndRecord();
    }
}
