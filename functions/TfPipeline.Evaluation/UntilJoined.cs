namespace TfPipeline.Evaluation;

/// <summary>
/// The effect of the programme while the comparison group has not joined it: whoever joined by the end of the window is censored, and the others
/// are weighted by the inverse of their probability of not having joined (Robins and Finkelstein, Biometrics 56, 2000).
/// </summary>
public static class UntilJoined
{
    /// <summary>Effective people in comparison below which nothing is said.</summary>
    public const double Least = 50;

    /// <summary>
    /// Equation (23) of docs/methods/evaluation.md. The model of not joining is logistic, of the comparison group, on the covariates of the propensity
    /// model; the standard error stacks both.
    /// </summary>
    /// <param name="fit">The propensity model, fitted on the same units in the same order.</param>
    /// <param name="treated">The group of each unit.</param>
    /// <param name="outcome">The outcome of each unit; that of one who joined is not used.</param>
    /// <param name="joined">Units in comparison who joined by the end of the window.</param>
    /// <param name="clusters">The cluster of each unit.</param>
    /// <param name="options">How odds weights are made.</param>
    /// <returns>The estimate; null where everyone in comparison joined.</returns>
    public static EffectEstimate? Estimate(LogisticFit fit, bool[] treated, double[] outcome, bool[] joined, int[] clusters, WeightingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(treated);
        ArgumentNullException.ThrowIfNull(joined);
        return Estimate(fit, treated, outcome, joined, clusters, options, new Lazy<LogisticFit>(() => Staying(fit, treated, joined)));
    }

    /// <summary>The same with the model of not joining, which outcomes of one sample and window share.</summary>
    internal static EffectEstimate? Estimate(
        LogisticFit fit, bool[] treated, double[] outcome, bool[] joined, int[] clusters, WeightingOptions? options, Lazy<LogisticFit> notJoining)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(clusters);
        Inputs.RefuseUnequal(treated.Length, joined.Length, "joining");
        Inputs.RefuseNonFinite(outcome, "outcome");
        var stayed = Enumerable.Range(0, treated.Length).Count(i => !treated[i] && !joined[i]);
        if (stayed == 0)
            return null;
        if (stayed == treated.Count(t => !t))
            return AttWeighting.Estimate(fit, treated, outcome, clusters, options);
        var odds = AttWeights.Create(fit, treated, options);
        var staying = notJoining.Value;
        double[] weights = [.. odds.Values.Select((w, i) => treated[i] ? w : joined[i] ? 0 : w / staying.Fitted[i])];
        var means = WeightedMeans.Of(treated, outcome, weights);
        AddModels(means, fit, staying, treated, joined, outcome, weights, odds.Capped);
        var (codes, count) = ClusterVariance.Compact(clusters);
        var estimate = Inference.Build(
            (means.Programme, means.Comparison),
            Inference.FromInfluence(means.ProgrammeInfluence, means.ComparisonInfluence, codes, count),
            means.Sizes(codes, count, count, odds.ShareOfProgrammeDropped));
        return estimate.EffectiveComparison < Least ? estimate with { TooFew = TooFewReasons.Left } : estimate;
    }

    /// <summary>The model of not having joined; <paramref name="joined"/> says who had.</summary>
    internal static LogisticFit Staying(LogisticFit propensity, bool[] treated, bool[] joined) => propensity.InComparison(treated).Event(u => !joined[u]);

    private static void AddModels(
        WeightedMeans means, LogisticFit fit, LogisticFit staying, bool[] treated, bool[] joined, double[] outcome, double[] weights, bool[] capped)
    {
        var (ofOdds, ofStaying) = (new double[weights.Length], new double[weights.Length]);
        for (var i = 0; i < weights.Length; i++)
        {
            if (treated[i] || joined[i])
                continue;
            var part = weights[i] * (outcome[i] - means.Comparison) / means.ComparisonWeight;
            ofOdds[i] = capped[i] ? 0 : part;
            ofStaying[i] = -part * (1 - staying.Fitted[i]);
        }

        var (byOdds, byStaying) = (PropensityInfluence.Lift(fit, ofOdds), PropensityInfluence.Lift(staying, ofStaying));
        for (var i = 0; i < weights.Length; i++)
        {
            means.ComparisonInfluence[i] += byOdds[i] * ((treated[i] ? 1 : 0) - fit.Fitted[i]);
            means.ComparisonInfluence[i] += treated[i] ? 0 : byStaying[i] * ((joined[i] ? 0 : 1) - staying.Fitted[i]);
        }
    }

    /// <summary>Part of the weighted comparison group's time in a window that was spent on the programme.</summary>
    /// <param name="treated">The group of each unit.</param>
    /// <param name="weights">Comparison weights.</param>
    /// <param name="joinedIn">The month in which a unit in comparison joined; null for others.</param>
    /// <param name="firstMonth">First month of the window.</param>
    /// <param name="lastMonth">Last month of it.</param>
    internal static double ExposedShare(bool[] treated, double[] weights, int?[] joinedIn, int firstMonth, int lastMonth)
    {
        double exposed = 0, all = 0;
        for (var i = 0; i < treated.Length; i++)
        {
            if (treated[i])
                continue;
            all += weights[i];
            exposed += joinedIn[i] is { } month ? weights[i] * Math.Max(0, lastMonth - Math.Max(firstMonth, month) + 1) / (lastMonth - firstMonth + 1) : 0;
        }

        return all > 0 ? exposed / all : 0;
    }
}
