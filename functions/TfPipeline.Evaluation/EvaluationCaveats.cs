using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Evaluation;

/// <summary>Caveats in plain words, each made from a diagnostic of the main estimate.</summary>
internal static class EvaluationCaveats
{
    private static readonly (string Flag, string Text)[] Flagged =
    [
        (EffectFlags.Imbalance, "The groups still differ by more than 0.1 standard deviations in at least one covariate after adjustment."),
        (EffectFlags.Ridge, "The covariates separate the groups so far that the propensity model needed a ridge penalty; weights are pulled towards each other."),
        (EffectFlags.ProgrammeDropped, "Part of the programme group has no counterpart within the limits set, so the effect is about the others."),
        (EffectFlags.PoorOverlap, "More than 5 % of the programme group have propensities that nobody in comparison has."),
        (EffectFlags.PlaceboFails, "The groups differed in months −12 to −1 in a way that earlier months don't explain, so effects may hold a difference that was there before."),
        (EffectFlags.LinkageSensitive, "How doubtful links are treated matters: taking Possible links, linking without National Insurance and unique pupil numbers, correcting for false links or drawing links at random puts an estimate outside the interval of the main one."),
    ];

    public static IEnumerable<EvaluationCaveat> Of(PanelData panel, OutcomeEffect[] effects)
    {
        foreach (var (flag, text) in Flagged)
        {
            var outcomes = effects.Where(e => e.Flags.Contains(flag, StringComparer.Ordinal)).Select(e => e.Outcome).Distinct(StringComparer.Ordinal).ToArray();
            if (outcomes.Length > 0)
                yield return new EvaluationCaveat(flag, text, outcomes);
        }

        if (Array.Exists(panel.People.CrossoverMonth, m => m is not null))
            yield return new EvaluationCaveat("crossover", "Some comparison families joined the programme later. They stay in comparison, which makes effects look smaller.", []);
        if (panel.LinkSets.Count > 0)
            yield return new EvaluationCaveat("links", "Links may be wrong or missed. The main estimates use Matches only. Imputed estimates shrink by about the share of drawn links that are wrong, because draws don't look at outcomes. No estimate corrects for links that were missed altogether, which also makes effects look smaller.", []);
        yield return new EvaluationCaveat("many_outcomes", "Many outcomes and windows were looked at. Read the adjusted p value: it holds the expected share of false findings.", []);
        yield return new EvaluationCaveat("unobserved", "Adjustment reaches only what the panel holds. The E-value says how strong something unobserved would have to be to explain a result away.", []);
    }
}
