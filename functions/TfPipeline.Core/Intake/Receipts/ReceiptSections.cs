using System.Globalization;
using System.Net;
using System.Text;

namespace TfPipeline.Core.Intake;

/// <summary>The parts of the receipt page, in the order in which a data officer needs them.</summary>
internal static class ReceiptSections
{
    private const int FirstSteps = 5;

    public static string Word(ReceiptStatus status) => status switch
    {
        ReceiptStatus.Accepted => "accepted",
        ReceiptStatus.Refused => "refused",
        ReceiptStatus.Duplicate => "nothing new",
        ReceiptStatus.Superseded => "replaced",
        _ => "not processed",
    };

    public static void Verdict(StringBuilder page, Receipt receipt)
    {
        var (kind, sentence) = receipt.Status switch
        {
            ReceiptStatus.Accepted when receipt.Rows.Refused > 0 => ("warn", $"{Number(receipt.Rows.Accepted)} of {Number(receipt.Rows.Read)} rows are used. {Number(receipt.Rows.Refused)} are left out until you correct them and drop the file again."),
            ReceiptStatus.Accepted => ("good", $"All {Number(receipt.Rows.Accepted)} rows are used."),
            ReceiptStatus.Refused => ("bad", "Nothing of the file is used, opt-outs included. Correct it and drop it again."),
            ReceiptStatus.Duplicate => ("good", "The same content is in use already, so nothing has changed."),
            ReceiptStatus.Superseded => ("warn", "A newer file of the same name counts instead."),
            _ => ("bad", "Nothing of the file is used yet."),
        };
        page.Append(CultureInfo.InvariantCulture, $"<div class=\"verdict {kind}\">\n<h1>Your file was {(receipt.Status == ReceiptStatus.Duplicate ? "known already" : Word(receipt.Status))}</h1>\n");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Text(sentence)}</p>\n</div>\n");
    }

    public static void ToDo(StringBuilder page, Receipt receipt)
    {
        if (receipt.Rules.Count == 0)
            return;
        page.Append("<h2>What to do first</h2>\n<ol class=\"todo\">\n");
        foreach (var rule in receipt.Rules.Take(FirstSteps))
        {
            var first = receipt.Findings.FirstOrDefault(f => f.Code == rule.Code);
            page.Append(CultureInfo.InvariantCulture, $"<li><span class=\"tag {rule.Severity.ToWord()}\">{Text(rule.Sentence)}</span> {Text(Where(rule, first))}<br>{Text(rule.Remedy)}</li>\n");
        }

        page.Append("</ol>\n");
        if (receipt.Rules.Count > FirstSteps)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{receipt.Rules.Count - FirstSteps} more rules have findings; they are in the chart below.</p>\n");
    }

    public static void Counts(StringBuilder page, Receipt receipt)
    {
        if (receipt.Rows.Read == 0)
            return;
        page.Append("<h2>Rows</h2>\n<dl class=\"facts\">\n");
        Fact(page, "read", Number(receipt.Rows.Read));
        Fact(page, "used", Number(receipt.Rows.Accepted));
        Fact(page, "of these to look at", Number(receipt.Rows.Queried));
        Fact(page, "of these opt-outs", Number(receipt.Rows.Withdrawn));
        Fact(page, "left out", Number(receipt.Rows.Refused));
        page.Append("</dl>\n");
    }

    public static void Bars(StringBuilder page, Receipt receipt)
    {
        if (receipt.Rules.Count == 0)
            return;
        page.Append("<h2>Findings by rule</h2>\n<ul class=\"bars\">\n");
        var most = receipt.Rules.Max(r => r.Count);
        foreach (var rule in receipt.Rules)
        {
            // A bar of a single finding beside thousands must still be seen.
            var width = Math.Max(0.5, 100.0 * rule.Count / most).ToString("0.##", CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"<li><span><span class=\"tag {rule.Severity.ToWord()}\">{rule.Code}</span></span>")
                .Append(CultureInfo.InvariantCulture, $"<span>{Text(rule.Sentence)}<svg viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"bar-{rule.Severity.ToWord()}\" width=\"{width}\" height=\"10\"/></svg></span>")
                .Append(CultureInfo.InvariantCulture, $"<span class=\"count\">{Number(rule.Count)}</span></li>\n");
        }

        page.Append("</ul>\n");
    }

    public static void Findings(StringBuilder page, Receipt receipt, string? csvName)
    {
        if (receipt.Findings.Count == 0)
            return;
        page.Append("<h2>Where</h2>\n");
        if (receipt.IsCut)
            page.Append(CultureInfo.InvariantCulture, $"<p>The list is cut: it shows {Number(receipt.Findings.Count)} of {Number(receipt.FindingsTotal)} findings. The counts above are complete.</p>\n");
        if (csvName is not null)
            page.Append(CultureInfo.InvariantCulture, $"<p>For a spreadsheet: <a href=\"{Text(csvName)}\">findings as CSV</a>.</p>\n");
        page.Append("<p id=\"sorted\" role=\"status\" class=\"soft\"></p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Findings\">\n<table id=\"findings\">\n")
            .Append("<caption><span>Row numbers are those of a spreadsheet: the heading is row 1.</span></caption>\n")
            .Append("<thead><tr><th scope=\"col\">Row</th><th scope=\"col\">Column</th><th scope=\"col\">Field</th><th scope=\"col\">Kind</th><th scope=\"col\">Rule</th><th scope=\"col\">What is wrong</th></tr></thead>\n<tbody>\n");
        foreach (var finding in receipt.Findings)
            Row(page, finding);
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    public static void Facts(StringBuilder page, Receipt receipt)
    {
        page.Append("<h2>Which file</h2>\n<dl class=\"facts small\">\n");
        Fact(page, "council", receipt.Council);
        Fact(page, "drop folder", receipt.Drop ?? "none");
        if (receipt.Submission is not null)
            Fact(page, "submission", receipt.Submission);
        if (receipt.Fault is { } fault)
            Fact(page, "kind of fault", fault.InWords());
        if (receipt.File is { } file)
        {
            Fact(page, "bytes", Number(file.Bytes));
            Fact(page, "encoding", file.Encoding ?? "not text");
            Fact(page, "separator", file.Separator ?? "none found");
            Fact(page, "SHA-256", file.Sha256);
        }

        page.Append("</dl>\n<p class=\"soft\">This page holds no value from your file, and not its name.</p>\n");
        if (receipt.NotChecked.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Not checked, because earlier drops are needed: {Text(string.Join(", ", receipt.NotChecked))}.</p>\n");
    }

    private static void Row(StringBuilder page, ReceiptFinding finding)
    {
        var rule = RuleCatalogue.Find(finding.Code)!;
        var row = finding.Row is { } n ? n.ToString(CultureInfo.InvariantCulture) : "file";
        page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\" data-key=\"{finding.Row ?? 0}\">{row}</td><td>{finding.Column}</td><td>{finding.Field}</td>")
            .Append(CultureInfo.InvariantCulture, $"<td><span class=\"tag {rule.Severity.ToWord()}\">{rule.Severity.ToWord()}</span></td><td>{finding.Code}</td><td>{Text(rule.Sentence)}</td></tr>\n");
    }

    private static string Where(ReceiptRule rule, ReceiptFinding? first)
    {
        var times = rule.Count == 1 ? "Once" : $"{Number(rule.Count)} times";
        var place = first switch
        {
            { Row: { } row, Column: { } column } => $", first in row {Number(row)}, column {column}",
            { Row: { } row } => $", first in row {Number(row)}",
            { Column: { } column } => $" in column {column}",
            _ => string.Empty,
        };
        return $"({times}{place}{(first?.Field is { } field ? $", {field}" : string.Empty)})";
    }

    private static void Fact(StringBuilder page, string name, string value)
        => page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Text(value)}</dd></div>\n");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
