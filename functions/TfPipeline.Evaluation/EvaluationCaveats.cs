using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>Caveats in plain words, each made from the diagnostics of the estimates that it speaks of.</summary>
internal static class EvaluationCaveats
{
    private static readonly (string Flag, string Text)[] OfMain =
    [
        (EffectFlags.Imbalance, "In the main estimate the groups still differ by more than 0.1 standard deviations in a covariate after adjustment, so it answers nothing."),
        (EffectFlags.Ridge, "The covariates separate the groups so far that the main propensity model needed a ridge penalty, which pulls weights towards each other, so the main estimate answers nothing."),
        (EffectFlags.PoorOverlap, "More than 5 % of the programme group have propensities that nobody in comparison has, so the main estimate answers nothing."),
        (EffectFlags.PlaceboFails, "The groups differed in months −12 to −1 in a way that earlier months don't explain: effects may hold a difference that was there before, so the main estimate answers nothing."),
        (EffectFlags.PlaceboExplains, "Less what the placebo found in months −12 to −1, an effect's interval would hold zero: a difference that was there before is enough to explain it, so the main estimate answers nothing."),
        (EffectFlags.LittleSupport, "Less than four fifths of the programme group have twenty families of each group to be compared within their council, age band, sex and quarter. The effect is about those only, not about England, so for England the main estimate answers nothing."),
        (EffectFlags.LinkageSensitive, "How doubtful links are treated matters: taking Possible links, linking without National Insurance and unique pupil numbers, correcting for false links or drawing links at random puts an estimate outside the interval of the main one."),
    ];

    public static IEnumerable<EvaluationCaveat> Of(PanelData panel, OutcomeEffect[] effects)
    {
        foreach (var (flag, text) in OfMain)
        {
            if (Outcomes(effects, e => IsMain(e) && HasFlag(e, flag)) is { Length: > 0 } outcomes)
                yield return new EvaluationCaveat(flag, text, outcomes);
        }

        if (Dropped(effects) is { } dropped)
            yield return dropped;
        if (Outcomes(effects, e => !IsMain(e) && HasFlag(e, EffectFlags.Imbalance)) is { Length: > 0 } others)
        {
            yield return new EvaluationCaveat(
                "other_imbalance", "In at least one estimate beside the main one the groups still differ by more than 0.1 standard deviations in a covariate after adjustment.", others);
        }

        if (Outcomes(effects, e => HasFlag(e, EffectFlags.PreTrend)) is { Length: > 0 } differed)
        {
            yield return new EvaluationCaveat(
                "paths_differed", "The groups' paths already differed in the half-years before the index date, so difference-in-differences and the event study answer nothing.", differed);
        }

        yield return new EvaluationCaveat(
            "waiting_time", "Time begins at the programme's start for the programme group and at the assessment for comparison, because no assessment date is held for the programme group. Waiting time is not aligned: the programme group had to stay eligible until its start, and what led to the assessment had longer to pass. Every verdict is subject to this.", []);
        if (Array.Exists(panel.People.CrossoverMonth, m => m is not null))
            yield return new EvaluationCaveat("crossover", "Some comparison families joined the programme later. In the main estimate they stay in comparison: it is of being assigned to the programme, and tends to be smaller than the effect of being on it. The estimate until the comparison joins stands beside it.", []);
        if (panel.LinkSets.Count > 0)
            yield return new EvaluationCaveat("links", "Links may be wrong or missed. The main estimates use Matches only. Imputed estimates shrink by about the share of drawn links that are wrong, because draws don't look at outcomes. No estimate corrects for links that were missed altogether, which also makes effects look smaller.", []);
        yield return new EvaluationCaveat("many_outcomes", "Many outcomes and windows were looked at. The adjusted p value is Benjamini and Hochberg's: of the findings of one estimator with an adjusted p value below 0.05, at most 5 % are expected to be false. It is not the chance that a finding is false.", []);
        yield return new EvaluationCaveat("unobserved", "Adjustment reaches only what the panel holds. The E-value says how strong something unobserved would have to be to explain a result away.", []);
    }

    /// <summary>Says which estimators left somebody out, and what that means for the main one.</summary>
    private static EvaluationCaveat? Dropped(OutcomeEffect[] effects)
    {
        bool HasDropped(OutcomeEffect e) => e.Estimate?.ShareOfProgrammeDropped > 0;
        var outcomes = Outcomes(effects, HasDropped);
        if (outcomes.Length == 0)
            return null;
        var names = string.Join(", ", Estimators.All.Where(n => effects.Any(e => HasDropped(e) && string.Equals(e.Estimator, n, StringComparison.Ordinal))).Select(n => n.Replace('_', ' ')));
        var main = effects.Any(e => HasDropped(e) && IsMain(e)) ? "The main estimate is one of them." : "The main estimate leaves nobody out in this way.";
        return new EvaluationCaveat(
            EffectFlags.ProgrammeDropped, $"Part of the programme group has no counterpart within the limits set for these estimators, whose effects are about the others: {names}. {main}", outcomes);
    }

    private static bool IsMain(OutcomeEffect effect) => string.Equals(effect.Estimator, Estimators.AttWeights, StringComparison.Ordinal);

    private static bool HasFlag(OutcomeEffect effect, string flag) => effect.Estimate is not null && effect.Flags.Contains(flag, StringComparer.Ordinal);

    private static string[] Outcomes(OutcomeEffect[] effects, Func<OutcomeEffect, bool> isSuch) => [.. effects.Where(isSuch).Select(e => e.Outcome).Distinct(StringComparer.Ordinal)];
}
