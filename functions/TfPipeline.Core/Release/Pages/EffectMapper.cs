using TfPipeline.Evaluation;
using TfPipeline.Evaluation.Panels;
using TfPipeline.Reports.ReleaseReports;

namespace TfPipeline.Core.Release.Pages;

/// <summary>Rows of the effects table in the form in which the report shows them.</summary>
internal static class EffectMapper
{
    private static readonly (string Flag, EffectWarning Warning)[] Warnings =
    [
        (EffectFlags.Imbalance, EffectWarning.GroupsStillDiffer),
        (EffectFlags.Ridge, EffectWarning.RidgePenalty),
        (EffectFlags.ProgrammeDropped, EffectWarning.ProgrammeLeftOut),
        (EffectFlags.PoorOverlap, EffectWarning.PoorOverlap),
        (EffectFlags.PlaceboFails, EffectWarning.PlaceboFails),
        (EffectFlags.LinkageSensitive, EffectWarning.DependsOnDoubtfulLinks),
    ];

    /// <summary>An effect, or null where the table has none.</summary>
    public static EffectModel? ToModel(ReportFigures.Effect? effect, OutcomeDirection moreIs) => effect is null ? null : new(effect.Value, effect.Low, effect.High, Figures.SymbolOf(effect.Symbol))
    {
        Verdict = VerdictOf(effect, moreIs),
        Warnings = [.. Warnings.Where(w => effect.Flags.Split(' ').Contains(w.Flag, StringComparer.Ordinal)).Select(w => w.Warning)],
        ProgrammeShare = effect.ProgrammeShare,
        ComparisonShare = effect.ComparisonShare,
        Relative = effect.Relative,
        RelativeLow = effect.RelativeLow,
        RelativeHigh = effect.RelativeHigh,
        AdjustedPValue = effect.AdjustedPValue,
        SmallestDetectable = effect.MinimumDetectable,
        EValueOfLimit = effect.EValueOfLimit,
        Programme = Figures.Count(effect.Programme, effect.Symbol),
        Comparison = Figures.Count(effect.Comparison, effect.Symbol),
    };

    private static Verdict VerdictOf(ReportFigures.Effect effect, OutcomeDirection moreIs) => !effect.IsClear ? Verdict.Unclear : moreIs switch
    {
        OutcomeDirection.Worse => effect.Value < 0 ? Verdict.Better : Verdict.Worse,
        OutcomeDirection.Better => effect.Value > 0 ? Verdict.Better : Verdict.Worse,
        _ => Verdict.Changed,
    };
}
