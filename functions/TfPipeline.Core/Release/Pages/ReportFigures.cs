using TfPipeline.Core.Release.Proposals;
using TfPipeline.Disclosure;
using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Release.Pages;

/// <summary>The cleared tables in the shape that the report's sections read; everything they print comes through here.</summary>
internal sealed class ReportFigures
{
    private readonly ILookup<(string Outcome, string Window, string Estimator), Effect> _effects;
    private readonly ILookup<(string Outcome, string Window, string Group), Share> _shares;

    public ReportFigures(ClearedRelease cleared, ReleaseFacts facts)
    {
        Cleared = cleared;
        Facts = facts;
        _effects = Effects(cleared.Find(EvaluationOutputs.Effects)).ToLookup(e => (e.Outcome, e.Window, e.Estimator));
        _shares = Shares(cleared.Find(OutcomeCounts.Table)).ToLookup(s => (s.Outcome, s.Window, s.Group));
    }

    public ClearedRelease Cleared { get; }

    public ReleaseFacts Facts { get; }

    public Effect? Find(string outcome, string window, string estimator) => _effects[(outcome, window, estimator)].FirstOrDefault();

    public Share? ShareOf(string outcome, string window, string group) => _shares[(outcome, window, group)].FirstOrDefault();

    public static string WindowTitle(string window) => PanelWindow.Find(window) is not { } found ? window
        : FormattableString.Invariant($"months {Math.Abs(found.FirstMonth)} to {Math.Abs(found.LastMonth)}{(found.IsBefore ? " before" : "")}");

    private static IEnumerable<Effect> Effects(ReleaseTable? t) => t is null ? [] : Enumerable.Range(0, t.Rows).Select(r => EffectAt(t, r));

    private static Effect EffectAt(ReleaseTable t, int r) => new(
        t.Texts("outcome")[r]!, t.Texts("window")[r]!, t.Texts("estimator")[r]!, t.Texts("symbol")[r], t.Texts("not_estimated")[r],
        t.Doubles("effect")[r], t.Doubles("ci_low")[r], t.Doubles("ci_high")[r], t.Doubles("programme_share")[r], t.Doubles("comparison_share")[r],
        t.Doubles("relative")[r], t.Doubles("relative_low")[r], t.Doubles("relative_high")[r], t.Doubles("p_value_adjusted")[r], t.Doubles("minimum_detectable_effect")[r], t.Doubles("confounder_ratio_of_limit")[r],
        t.Doubles("programme_dropped_share")[r], t.Doubles("programme_covered_share")[r], t.Longs("programme_people")[r], t.Longs("comparison_people")[r], t.Doubles("links_expected_right")[r], t.Texts("flags")[r] ?? "",
        t.Doubles("pre_test_p_value")[r], t.Doubles("breakdown_magnitude")[r]);

    private static IEnumerable<Share> Shares(ReleaseTable? t)
    {
        if (t is null)
            yield break;
        for (var r = 0; r < t.Rows; r++)
        {
            if (t.Texts("dimension")[r] != CountTable.All)
                continue;
            yield return new Share(
                t.Texts("outcome")[r]!, t.Texts("window")[r]!, t.Texts("group")[r]!, t.Longs("people")[r], t.Longs("events")[r],
                t.Doubles("events_share")[r], t.Texts("events_symbol")[r] ?? t.Texts("people_symbol")[r]);
        }
    }

    /// <summary>A row of the effects table.</summary>
    internal sealed record Effect(
        string Outcome, string Window, string Estimator, string? Symbol, string? NotEstimated, double? Value, double? Low, double? High,
        double? ProgrammeShare, double? ComparisonShare, double? Relative, double? RelativeLow, double? RelativeHigh, double? AdjustedPValue, double? MinimumDetectable,
        double? EValueOfLimit, double? Dropped, double? Covered, long? Programme, long? Comparison, double? LinksExpectedRight, string Flags, double? PreTestPValue, double? Breakdown);

    /// <summary>A group's share with an outcome in a window.</summary>
    internal sealed record Share(string Outcome, string Window, string Group, long? People, long? Events, double? Value, string? Symbol);
}
