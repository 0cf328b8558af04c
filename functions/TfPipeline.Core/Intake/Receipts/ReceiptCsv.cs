using System.Globalization;
using System.Text;

namespace TfPipeline.Core.Intake;

/// <summary>The findings as CSV, for working through them in a spreadsheet. Every text in it is fixed at build time.</summary>
public static class ReceiptCsv
{
    private const string Header = "row,column,field,severity,code,what_is_wrong,what_to_do";

    /// <summary>UTF-8 with a byte order mark, because spreadsheets need it; lines end in CR LF as RFC 4180 says.</summary>
    public static async Task WriteAsync(Stream output, IntakeResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        var findings = result.Findings.Sorted();
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true);
        writer.NewLine = "\r\n";
        await writer.WriteLineAsync(Header.AsMemory(), cancellationToken);
        foreach (var finding in findings)
            await writer.WriteLineAsync(Line(finding, result.Map).AsMemory(), cancellationToken);
        if (result.Findings.IsCut)
            await writer.WriteLineAsync(Cut(findings.Count).AsMemory(), cancellationToken);
    }

    /// <summary>The same for a receipt that has all its findings in itself.</summary>
    public static byte[] Write(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var text = new StringBuilder("\uFEFF").Append(Header).Append("\r\n");
        foreach (var finding in receipt.Findings)
            text.Append(Line(finding, RuleCatalogue.Find(finding.Code)!)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Line(Finding finding, HeaderMap? map) => Line(ReceiptMaker.ToFinding(finding, map), finding.Rule);

    private static string Line(ReceiptFinding finding, IntakeRule rule)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{finding.Row},{finding.Column},{finding.Field},{rule.Severity.ToWord()},{rule.Code},{Quote(rule.Sentence)},{Quote(rule.Remedy)}");

    private static string Cut(int kept)
        => string.Create(CultureInfo.InvariantCulture, $",,,,,\"The list is cut after {kept} findings. The receipt has the complete count of each rule.\",");

    private static string Quote(string text) => '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
