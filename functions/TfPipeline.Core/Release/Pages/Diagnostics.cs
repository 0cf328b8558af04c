using TfPipeline.Core.Evaluation;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The diagnostics of an estimate in words, so that no figure stands without them.</summary>
internal static class Diagnostics
{
    /// <summary>Stands after a figure whose groups still differ after adjustment.</summary>
    public const string Mark = "†";

    /// <summary>What the mark says.</summary>
    public const string Legend = Mark + " the groups still differ after adjustment";

    private static readonly (string Flag, string Words)[] Known =
    [
        (EffectFlags.Imbalance, Mark + " groups still differ"),
        (EffectFlags.Ridge, "ridge penalty"),
        (EffectFlags.ProgrammeDropped, "part of the programme group left out"),
        (EffectFlags.PoorOverlap, "poor overlap"),
        (EffectFlags.PlaceboFails, "placebo fails"),
        (EffectFlags.HangsOnLinks, "hangs on doubtful links"),
    ];

    /// <summary>The mark, or nothing.</summary>
    public static string MarkOf(ReportFigures.Effect? effect) => effect?.Value is not null && Has(effect, EffectFlags.Imbalance) ? Mark : "";

    /// <summary>Every diagnostic of an estimate that is shown.</summary>
    public static string Of(ReportFigures.Effect? effect) =>
        effect?.Value is null ? "" : string.Join("; ", Known.Where(k => Has(effect, k.Flag)).Select(k => k.Words));

    private static bool Has(ReportFigures.Effect effect, string flag) => effect.Flags.Split(' ').Contains(flag, StringComparer.Ordinal);
}
