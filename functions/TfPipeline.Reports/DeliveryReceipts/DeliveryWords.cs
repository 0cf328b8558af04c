using TfPipeline.Reports.Layout;

namespace TfPipeline.Reports.DeliveryReceipts;

/// <summary>What a delivery's receipt says first.</summary>
internal static class DeliveryWords
{
    public static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Used => "used",
        DeliveryOutcome.Held => "held",
        _ => "refused",
    };

    public static string Word(DeliveryFindingKind kind) => kind switch
    {
        DeliveryFindingKind.Note => "note",
        DeliveryFindingKind.Hold => "holds",
        _ => "refuses",
    };

    public static string Class(DeliveryFindingKind kind) => kind == DeliveryFindingKind.Note ? "query" : "error";

    public static (Tone Tone, string Sentence) Verdict(DeliveryReceiptModel receipt) => receipt.Outcome switch
    {
        DeliveryOutcome.Used when receipt.Findings.Count > 0 => (Tone.Warning, "It is used. What is listed below was found in it."),
        DeliveryOutcome.Used => (Tone.Good, "It is used, and nothing was found in it."),
        DeliveryOutcome.Held => (Tone.Warning, "It departs from what was to be expected. Nothing of it is used until somebody who knows has accepted that, or a corrected delivery is there."),
        _ => (Tone.Bad, "Nothing of it is used. Correct it and deliver it again under a new name."),
    };
}
