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
        (EffectFlags.LittleSupport, EffectWarning.CoversPart),
        (EffectFlags.PoorOverlap, EffectWarning.PoorOverlap),
        (EffectFlags.PlaceboFails, EffectWarning.PlaceboFails),
        (EffectFlags.PlaceboExplains, EffectWarning.PlaceboExplains),
        (EffectFlags.PreTrend, EffectWarning.PathsDiffered),
        (EffectFlags.LinkageSensitive, EffectWarning.DependsOnDoubtfulLinks),
    ];

    private static readonly Dictionary<VerdictKind, Verdict> Verdicts = new()
    {
        [VerdictKind.NotEstimated] = Verdict.Unclear,
        [VerdictKind.NotAnswered] = Verdict.NotAnswered,
        [VerdictKind.Unclear] = Verdict.Unclear,
        [VerdictKind.Better] = Verdict.Better,
        [VerdictKind.Worse] = Verdict.Worse,
        [VerdictKind.More] = Verdict.More,
        [VerdictKind.Less] = Verdict.Less,
    };

    /// <summary>An effect, or null where the table has none.</summary>
    public static EffectModel? ToModel(ReportFigures.Effect? effect, OutcomeDirection moreIs)
    {
        if (effect is null)
            return null;
        var flags = effect.Flags.Split(' ');
        var verdict = EffectVerdict.Of((effect.Value, effect.Low, effect.High, effect.AdjustedPValue), flags, moreIs);
        return new(effect.Value, effect.Low, effect.High, Figures.SymbolOf(effect.Symbol))
        {
            Verdict = Verdicts[verdict.Kind],
            Vetoes = WarningsOf(verdict.Vetoes),
            Warnings = WarningsOf(flags),
            Covered = effect.Covered,
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
    }

    /// <summary>The diagnostics behind flags.</summary>
    public static EffectWarning[] WarningsOf(IReadOnlyList<string> flags) => [.. Warnings.Where(w => flags.Contains(w.Flag, StringComparer.Ordinal)).Select(w => w.Warning)];
}
