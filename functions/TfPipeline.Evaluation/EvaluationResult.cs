namespace TfPipeline.Evaluation;

/// <summary>
/// Everything that an evaluation found, before disclosure control. Written to <c>estimates/{runId}/estimates.json</c>; it holds
/// counts and means of small groups and must not leave working except through disclosure control.
/// </summary>
public sealed record EvaluationResult
{
    /// <summary>Version of these estimates' rules; it changes when a figure may.</summary>
    public const int CurrentVersion = 4;

    /// <summary>Version that made this result.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Run that made the panel.</summary>
    public required string RunId { get; init; }

    /// <summary>True when any of the data are synthetic.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>One entry per outcome, window and estimator, in that order.</summary>
    public required IReadOnlyList<OutcomeEffect> Effects { get; init; }

    /// <summary>Effects of the primary outcomes within councils, age bands, sexes and problem flags.</summary>
    public IReadOnlyList<OutcomeSubgroups> Subgroups { get; init; } = [];

    /// <summary>The designs that the effects rest on: model, overlap and balance.</summary>
    public required IReadOnlyList<PropensityReport> Designs { get; init; }

    /// <summary>Per outcome, window and group: who was analysed and who was not.</summary>
    public required IReadOnlyList<SampleFlow> Flow { get; init; }

    /// <summary>What each outcome's estimates assume about people without a record.</summary>
    public required IReadOnlyList<OutcomeAssumption> Assumptions { get; init; }

    /// <summary>What a reader must know, made from the diagnostics.</summary>
    public required IReadOnlyList<EvaluationCaveat> Caveats { get; init; }
}

/// <summary>Effects of one outcome within the categories of one variable.</summary>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Window">Window name.</param>
/// <param name="Estimator">One of <see cref="Estimators"/>.</param>
/// <param name="Dimension"><c>council</c>, <c>age_band</c>, <c>sex</c> or a problem flag such as <c>flag.health</c>.</param>
/// <param name="Terms">Covariates of the models, at most.</param>
/// <param name="Study">The effects.</param>
public sealed record OutcomeSubgroups(string Outcome, string Window, string Estimator, string Dimension, int Terms, SubgroupStudy Study);

/// <summary>One estimate for one outcome and window.</summary>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Department">Department code.</param>
/// <param name="Window">Window name.</param>
/// <param name="Estimator">One of <see cref="Estimators"/>.</param>
/// <param name="Design">Id of the design, or <c>null</c> for the naive difference.</param>
/// <param name="Estimate">The estimate, or <c>null</c>.</param>
/// <param name="NotEstimated">Why there is none, one of <see cref="NotEstimatedReasons"/> or <see cref="TooFewReasons"/>.</param>
/// <param name="Flags">Diagnostics that a table with this estimate must show, of <see cref="EffectFlags"/>.</param>
public sealed record OutcomeEffect(
    string Outcome,
    string Department,
    string Window,
    string Estimator,
    string? Design,
    EffectEstimate? Estimate,
    string? NotEstimated,
    IReadOnlyList<string> Flags)
{
    /// <summary>Who was outside; <c>null</c> for the naive difference, which is of everyone, and where nothing was estimated.</summary>
    public SupportSummary? Support { get; init; }

    /// <summary>Part of the weighted comparison group's time in the window that was spent on the programme; <c>null</c> where nobody joined or the estimator is another.</summary>
    public double? ExposedComparison { get; init; }

    /// <summary>What an event study says beside the effect of one half-year; <c>null</c> for every other estimator.</summary>
    public EventStudySummary? EventStudy { get; init; }

    /// <summary>What imputation of links adds to an estimate; <c>null</c> for every other estimator.</summary>
    public LinkImputationSummary? Imputation { get; init; }
}

/// <summary>What a reader must know of an estimate over draws of links.</summary>
/// <param name="Draws">Sets of links drawn.</param>
/// <param name="LinkageShare">Part of the variance that comes from not knowing the links, 0 to 1.</param>
/// <param name="ExpectedRight">Mean probability of the drawn links: the estimate shrinks by about this factor.</param>
public sealed record LinkImputationSummary(int Draws, double LinkageShare, double ExpectedRight);

/// <summary>What a reader must know of an event study.</summary>
/// <param name="PreTestPValue">p value of the joint test that the groups' paths did not differ before the index date; <c>null</c> where there is none.</param>
/// <param name="EquivalenceBound">The smallest bias before the index date that the data exclude at the 5 % level, in the outcome's unit.</param>
/// <param name="Breakdown">How many times as much as ever before paths may differ, a half-year, with zero still outside the interval; <c>null</c> before the index date.</param>
public sealed record EventStudySummary(double? PreTestPValue, double? EquivalenceBound, double? Breakdown);

/// <summary>Reasons for an estimate that isn't there.</summary>
public static class NotEstimatedReasons
{
    /// <summary>A group has fewer people than <see cref="EvaluationOptions.MinimumGroup"/>.</summary>
    public const string TooFewPeople = "too_few_people";

    /// <summary>Everyone has the same value.</summary>
    public const string NoVariation = "no_variation";

    /// <summary>The outcome has no value before the index date.</summary>
    public const string NoBaseline = "no_baseline";

    /// <summary>No partner was found within the caliper.</summary>
    public const string NoPartners = "no_partners";

    /// <summary>No weights make the comparison group's means equal the programme group's.</summary>
    public const string NoWeights = "no_weights";
}

/// <summary>Diagnostics of an estimate.</summary>
public static class EffectFlags
{
    /// <summary>A covariate differs by more than 0.1 standard deviations after adjustment.</summary>
    public const string Imbalance = "imbalance";

    /// <summary>The propensity model needed the ridge fallback.</summary>
    public const string Ridge = "ridge";

    /// <summary>Caliper or trimming left out part of the programme group, so that the effect is about the rest.</summary>
    public const string ProgrammeDropped = "programme_dropped";

    /// <summary>
    /// The estimate is about less than four fifths of the programme group, the others having nobody to compare with or no partner: it does
    /// not answer for England.
    /// </summary>
    public const string LittleSupport = "little_support";

    /// <summary>More than 5 % of the programme group have no one like them in comparison.</summary>
    public const string PoorOverlap = "poor_overlap";

    /// <summary>The placebo of this outcome found a difference before the index date.</summary>
    public const string PlaceboFails = "placebo_fails";

    /// <summary>Less what the placebo found in the year before, the effect's interval would hold zero.</summary>
    public const string PlaceboExplains = "placebo_explains";

    /// <summary>The joint test of an event study found that the groups' paths differed before the index date.</summary>
    public const string PreTrend = "pre_trend";

    /// <summary>Another treatment of doubtful links puts the estimate outside the interval of the main one.</summary>
    public const string LinkageSensitive = "hangs_on_links";
}

/// <summary>Who was analysed in one outcome, window and group.</summary>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Window">Window name.</param>
/// <param name="Group"><c>programme</c> or <c>comparison</c>.</param>
/// <param name="People">People of the group in the panel.</param>
/// <param name="Measured">With a value from records.</param>
/// <param name="Assumed">With a value by the department's assumption.</param>
/// <param name="Missing">Left out: window outside coverage.</param>
/// <param name="Unknown">Left out: no record and no assumption.</param>
/// <param name="OutOfScope">Left out: not of the outcome's ages.</param>
/// <param name="Total">Sum of the values: people with the event, or the total amount.</param>
public sealed record SampleFlow(
    string Outcome, string Window, string Group, int People, int Measured, int Assumed, int Missing, int Unknown, int OutOfScope, double Total)
{
    /// <summary>People with a value in the naive difference; the estimates leave out those <see cref="OutsideSupport"/>.</summary>
    public int Analysed => Measured + Assumed;

    /// <summary>Of the people with a value, those whose council or other category has too few families of one group for an estimate.</summary>
    public int OutsideSupport { get; init; }

    /// <summary>Plain mean of the outcome, or <c>null</c> for nobody.</summary>
    public double? Mean => Analysed > 0 ? Total / Analysed : null;
}

/// <summary>What an outcome's estimates assume about people without a record.</summary>
/// <param name="Outcome">Outcome code.</param>
/// <param name="Unlinked"><c>assumed_zero</c> or <c>left_out</c>.</param>
/// <param name="Text">The same in words.</param>
public sealed record OutcomeAssumption(string Outcome, string Unlinked, string Text);

/// <summary>A caveat made from a diagnostic.</summary>
/// <param name="Code">What it is about: an <see cref="EffectFlags"/> value or <c>crossover</c>, <c>links</c>, <c>many_outcomes</c>, <c>unobserved</c>.</param>
/// <param name="Text">The caveat in words; it holds no count of people.</param>
/// <param name="Outcomes">Outcomes concerned; empty for all.</param>
public sealed record EvaluationCaveat(string Code, string Text, IReadOnlyList<string> Outcomes);
