namespace TfPipeline.Reports.ReleaseReports;

/// <summary>Estimates in words: no figure stands without its diagnostics.</summary>
internal static class EffectWords
{
    /// <summary>Stands after a figure whose groups still differ after adjustment.</summary>
    public const string Mark = "†";

    /// <summary>What the mark says.</summary>
    public const string Legend = Mark + " the groups still differ after adjustment";

    public static string MarkOf(EffectModel effect) => effect.Warnings.Contains(EffectWarning.GroupsStillDiffer) ? Mark : "";

    /// <summary>Every diagnostic that a shown estimate did not pass.</summary>
    public static string Warnings(EffectModel? effect) => effect?.Value is null ? "" : string.Join("; ", effect.Warnings.Select(Word));

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.Changed => "changed",
        _ => "not clear",
    };

    /// <summary>The class that colours a verdict.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.Changed => "changed",
        _ => "unclear",
    };

    private static string Word(EffectWarning warning) => warning switch
    {
        EffectWarning.GroupsStillDiffer => Mark + " groups still differ",
        EffectWarning.RidgePenalty => "ridge penalty",
        EffectWarning.ProgrammeLeftOut => "part of the programme group left out",
        EffectWarning.PoorOverlap => "poor overlap",
        EffectWarning.PlaceboFails => "placebo fails",
        _ => "hangs on doubtful links",
    };
}
