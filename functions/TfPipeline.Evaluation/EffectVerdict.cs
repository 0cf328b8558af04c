using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>What an estimate says of an outcome.</summary>
public enum VerdictKind
{
    /// <summary>There is no estimate to show.</summary>
    NotEstimated,

    /// <summary>A diagnostic failed, so the estimate answers nothing, however small its p value.</summary>
    NotAnswered,

    /// <summary>The interval holds zero, or the estimate does not withstand the adjustment for many outcomes.</summary>
    Unclear,

    /// <summary>Clearly better for people.</summary>
    Better,

    /// <summary>Clearly worse for people.</summary>
    Worse,

    /// <summary>Clearly more of something of which more is neither good nor bad by agreement.</summary>
    More,

    /// <summary>Clearly less of it.</summary>
    Less,
}

/// <summary>
/// A verdict with its reasons. Good and adverse findings go through the same diagnostics: one that failed vetoes both.
/// </summary>
/// <param name="Kind">What the estimate says.</param>
/// <param name="Vetoes">Diagnostics of <see cref="EffectFlags"/> that failed; empty unless nothing is answered.</param>
public sealed record EffectVerdict(VerdictKind Kind, IReadOnlyList<string> Vetoes)
{
    /// <summary>Adjusted p values below it count as clear.</summary>
    public const double Level = 0.05;

    /// <summary>
    /// Diagnostics without which no verdict is given: balance, model, overlap, support, placebo and the path before. Doubtful links and
    /// matching's caliper are stated beside the estimates that they concern.
    /// </summary>
    public static IReadOnlyList<string> Required { get; } =
        [EffectFlags.Imbalance, EffectFlags.Ridge, EffectFlags.PoorOverlap, EffectFlags.LittleSupport, EffectFlags.PlaceboFails, EffectFlags.PlaceboExplains, EffectFlags.PreTrend];

    /// <summary>The verdict on an estimate as it is printed.</summary>
    /// <param name="estimate">Effect with its interval and adjusted p value; nulls where withheld or not estimated.</param>
    /// <param name="flags">Flags of the estimate.</param>
    /// <param name="moreIs">Whether more of the outcome is good.</param>
    public static EffectVerdict Of((double? Effect, double? Low, double? High, double? AdjustedPValue) estimate, IReadOnlyCollection<string> flags, OutcomeDirection moreIs)
    {
        ArgumentNullException.ThrowIfNull(flags);
        if (estimate.Effect is not { } effect)
            return new EffectVerdict(VerdictKind.NotEstimated, []);
        string[] vetoes = [.. Required.Where(r => flags.Contains(r, StringComparer.Ordinal))];
        if (vetoes.Length > 0)
            return new EffectVerdict(VerdictKind.NotAnswered, vetoes);
        var isClear = estimate.Low * estimate.High > 0 && estimate.AdjustedPValue < Level;
        return new EffectVerdict(!isClear ? VerdictKind.Unclear : (moreIs, effect > 0) switch
        {
            (OutcomeDirection.Neither, true) => VerdictKind.More,
            (OutcomeDirection.Neither, false) => VerdictKind.Less,
            (OutcomeDirection.Better, true) or (OutcomeDirection.Worse, false) => VerdictKind.Better,
            _ => VerdictKind.Worse,
        }, []);
    }
}
