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
        Verdict.More => "more, direction not judged",
        Verdict.Less => "less, direction not judged",
        Verdict.NotAnswered => "not answered",
        _ => "not clear",
    };

    /// <summary>The class that colours a verdict.</summary>
    public static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better",
        Verdict.Worse => "worse",
        Verdict.More or Verdict.Less => "changed",
        _ => "unclear",
    };

    /// <summary>Whether the effect is called clear.</summary>
    public static bool IsClear(EffectModel? effect) => effect is { Value: not null, Verdict: not (Verdict.Unclear or Verdict.NotAnswered) };

    /// <summary>Why nothing is answered, in words.</summary>
    public static string Vetoes(EffectModel effect) => string.Join("; ", effect.Vetoes.Select(Word));

    /// <summary>Diagnostics in words.</summary>
    public static string Of(IEnumerable<EffectWarning> warnings) => string.Join("; ", warnings.Select(Word));

    /// <summary>Whom the effect is about, where that is not the whole programme group.</summary>
    public static string Covered(EffectModel effect) => effect.Covered switch
    {
        null or >= 1 => "",
        < 0.8 => $"about {Format.Percent(effect.Covered, 0)} of the programme group only, so not about England",
        _ => $"about {Format.Percent(effect.Covered, 0)} of the programme group",
    };

    private static string Word(EffectWarning warning) => warning switch
    {
        EffectWarning.GroupsStillDiffer => Mark + " groups still differ",
        EffectWarning.RidgePenalty => "ridge penalty",
        EffectWarning.ProgrammeLeftOut => "part of the programme group left out",
        EffectWarning.CoversPart => "about less than four fifths of the programme group, so no answer for England",
        EffectWarning.PoorOverlap => "poor overlap",
        EffectWarning.PlaceboFails => "placebo fails",
        EffectWarning.PlaceboExplains => "placebo explains it",
        EffectWarning.PathsDiffered => "paths differed before",
        _ => "hangs on doubtful links",
    };
}
