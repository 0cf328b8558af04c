using TfPipeline.Reports.Layout;

namespace TfPipeline.Reports.Receipts;

/// <summary>What a receipt says first.</summary>
internal static class ReceiptWords
{
    public static string Word(ReceiptOutcome outcome) => outcome switch
    {
        ReceiptOutcome.Accepted => "accepted",
        ReceiptOutcome.Refused => "refused",
        ReceiptOutcome.Duplicate => "nothing new",
        ReceiptOutcome.Superseded => "replaced",
        _ => "not processed",
    };

    public static string Heading(ReceiptOutcome outcome)
        => "Your file was " + (outcome == ReceiptOutcome.Duplicate ? "known already" : Word(outcome));

    /// <summary>The kind of finding as a word, which is also the class that colours it.</summary>
    public static string Word(FindingKind kind) => kind switch
    {
        FindingKind.File => "file",
        FindingKind.Error => "error",
        _ => "query",
    };

    // What refuses the file has the colour of an error.
    public static string Class(FindingKind kind) => kind == FindingKind.Query ? "query" : "error";

    public static (Tone Tone, string Sentence) Verdict(ReceiptModel receipt) => receipt.Outcome switch
    {
        ReceiptOutcome.Accepted when receipt.Rows.Refused > 0 =>
            (Tone.Warning, $"{Format.Count(receipt.Rows.Accepted)} of {Format.Count(receipt.Rows.Read)} rows are used. {Format.Count(receipt.Rows.Refused)} are left out until you correct them and drop the file again."),
        ReceiptOutcome.Accepted => (Tone.Good, $"All {Format.Count(receipt.Rows.Accepted)} rows are used."),
        ReceiptOutcome.Refused => (Tone.Bad, "Nothing of the file is used but the opt-outs that can be read in it. Correct it and drop it again."),
        ReceiptOutcome.Duplicate => (Tone.Good, "The same content is in use already, so nothing has changed."),
        ReceiptOutcome.Superseded => (Tone.Warning, "A newer file of the same name counts instead."),
        _ => (Tone.Bad, "Nothing of the file is used yet."),
    };

    /// <summary>How often a rule was broken, and where first.</summary>
    public static string Place(RuleFindings rule, FindingPlace? first)
    {
        var times = rule.Count == 1 ? "Once" : $"{Format.Count(rule.Count)} times";
        var place = first switch
        {
            { Row: { } row, Column: { } column } => $", first in row {Format.Count(row)}, column {column}",
            { Row: { } row } => $", first in row {Format.Count(row)}",
            { Column: { } column } => $" in column {column}",
            _ => "",
        };
        return $"({times}{place}{(first?.Field is { } field ? $", {field}" : "")})";
    }
}
