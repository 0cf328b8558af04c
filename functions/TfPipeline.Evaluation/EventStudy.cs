namespace TfPipeline.Evaluation;

/// <summary>
/// An event study: the effect on the change since the last period before the index date, for every other period of the same length. Effects
/// before the index date should be zero; how far they are from it says how much the groups' paths may differ afterwards.
/// </summary>
public sealed record EventStudy
{
    /// <summary>Values of M̄ for which intervals are given: the differences between neighbouring periods after the index date are at most M̄ times the largest before.</summary>
    public static IReadOnlyList<double> Magnitudes { get; } = [0.5, 1, 2];

    /// <summary>Effect of each period, in their order; the reference, which is zero by definition, is not among them.</summary>
    public required IReadOnlyList<EventPeriod> Periods { get; init; }

    /// <summary>Joint test that every effect before the index date is zero; null with fewer than two periods before.</summary>
    public required JointTest? PreTest { get; init; }

    /// <summary>The smallest bias before the index date that the data exclude at the 5 % level, in the outcome's unit; null with fewer than two periods before.</summary>
    public required double? EquivalenceBound { get; init; }

    /// <summary>
    /// Estimates an event study with odds weights, equations (19) and (20) of docs/methods/evaluation.md. The propensity model must leave out
    /// what <paramref name="outcomes"/> were before.
    /// </summary>
    /// <param name="fit">The propensity model, fitted on the same units in the same order.</param>
    /// <param name="treated">The group of each unit.</param>
    /// <param name="outcomes">A column per period of equal length, in order of time, at least two.</param>
    /// <param name="before">How many of them lie before the index date; the last of these is the reference.</param>
    /// <param name="clusters">The cluster of each unit.</param>
    /// <param name="options">How weights are made.</param>
    /// <exception cref="EvaluationInputException">There is no period before, or none after, or columns differ in length.</exception>
    public static EventStudy Estimate(LogisticFit fit, bool[] treated, IReadOnlyList<double[]> outcomes, int before, int[] clusters, WeightingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(clusters);
        if (before < 1 || before >= outcomes.Count)
            throw new EvaluationInputException("an event study needs a period before the index date, which is the reference, and one after");
        var (codes, count) = ClusterVariance.Compact(clusters);
        var effects = Enumerable.Range(0, outcomes.Count).Where(k => k != before - 1)
            .Select(k => (Period: k, Made: AttWeighting.WithInfluence(fit, treated, outcomes[k], outcomes[before - 1], clusters, options))).ToArray();
        var covariance = JointCovariance.Of([.. effects.Select(e => e.Made.Influence)], [.. effects.Select(e => e.Made.Estimate)], codes, count);
        var path = new EventPath(before, [.. effects.Select(e => e.Made.Estimate.Effect)], covariance, effects[0].Made.Estimate.DegreesOfFreedom);
        return new EventStudy
        {
            Periods = [.. effects.Select((e, at) => new EventPeriod(Time(e.Period, before), e.Made.Estimate)
            {
                Robust = e.Period < before ? [] : [.. Magnitudes.Select(m => path.Robust(at, m))],
                Breakdown = e.Period < before ? null : path.Breakdown(at),
            })],
            PreTest = before < 2 ? null : path.PreTest(),
            EquivalenceBound = before < 2 ? null : path.EquivalenceBound(),
        };
    }

    // Months and periods have no zero: −1 is the reference, 1 the first after the index date.
    private static int Time(int period, int before) => period < before ? period - before : period - before + 1;
}

/// <summary>The effect of one period.</summary>
/// <param name="Period">Periods from the index date: 1 is the first after it, −2 the second before it; −1 is the reference.</param>
/// <param name="Estimate">The effect on the change since the reference.</param>
public sealed record EventPeriod(int Period, EffectEstimate Estimate)
{
    /// <summary>Intervals that allow for paths that differ, one for each of <see cref="EventStudy.Magnitudes"/>; empty before the index date.</summary>
    public IReadOnlyList<RobustInterval> Robust { get; init; } = [];

    /// <summary>The largest M̄, up to 10, at which the interval still leaves out zero; 0 where it never does, null before the index date.</summary>
    public double? Breakdown { get; init; }
}

/// <summary>A 95 % interval that holds where paths differ after the index date by at most M̄ times as much, a period, as they ever did before.</summary>
/// <param name="Magnitude">M̄.</param>
/// <param name="Low">Lower limit.</param>
/// <param name="High">Upper limit.</param>
public sealed record RobustInterval(double Magnitude, double Low, double High);

/// <summary>A test of several effects together.</summary>
/// <param name="Statistic">Wald statistic.</param>
/// <param name="Restrictions">Effects that are tested.</param>
/// <param name="PValue">p value: chi-squared, or Hotelling's with few clusters.</param>
public sealed record JointTest(double Statistic, int Restrictions, double PValue);
