namespace TfPipeline.Reports.ReleaseReports;

/// <summary>What an estimate says of an outcome.</summary>
public enum Verdict
{
    /// <summary>The interval holds zero, or the estimate does not withstand the adjustment for many outcomes.</summary>
    Unclear,

    /// <summary>Clearly better for people.</summary>
    Better,

    /// <summary>Clearly worse for people.</summary>
    Worse,

    /// <summary>Clearly more; whether that is good is not agreed.</summary>
    More,

    /// <summary>Clearly less; whether that is good is not agreed.</summary>
    Less,

    /// <summary>A diagnostic failed, so the estimate answers nothing, however small its p value.</summary>
    NotAnswered,
}

/// <summary>A diagnostic that an estimate did not pass.</summary>
public enum EffectWarning
{
    /// <summary>The groups still differ after adjustment.</summary>
    GroupsStillDiffer,

    /// <summary>The propensity model needed a ridge penalty.</summary>
    RidgePenalty,

    /// <summary>Part of the programme group was left out.</summary>
    ProgrammeLeftOut,

    /// <summary>The estimate is about less than four fifths of the programme group.</summary>
    CoversPart,

    /// <summary>Few people of one group are like those of the other.</summary>
    PoorOverlap,

    /// <summary>The placebo finds an effect.</summary>
    PlaceboFails,

    /// <summary>What the placebo finds is enough to explain the effect.</summary>
    PlaceboExplains,

    /// <summary>The groups' paths differed before the index date.</summary>
    PathsDiffered,

    /// <summary>The answer depends on doubtful links.</summary>
    DependsOnDoubtfulLinks,
}

/// <summary>An estimated effect. Shares and effects on them are fractions of one; effects on amounts are in the outcome's unit.</summary>
/// <param name="Value">The effect; null where it is withheld or not available.</param>
/// <param name="Low">Lower end of its 95 % interval.</param>
/// <param name="High">Upper end of its 95 % interval.</param>
/// <param name="Symbol">What stands in its place.</param>
public sealed record EffectModel(double? Value, double? Low, double? High, Symbol Symbol)
{
    /// <summary>What it says.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Diagnostics that it did not pass.</summary>
    public IReadOnlyList<EffectWarning> Warnings { get; init; } = [];

    /// <summary>The failed diagnostics for which nothing is answered.</summary>
    public IReadOnlyList<EffectWarning> Vetoes { get; init; } = [];

    /// <summary>Share of the programme group that the effect is about.</summary>
    public double? Covered { get; init; }

    /// <summary>Share of the programme group with the outcome.</summary>
    public double? ProgrammeShare { get; init; }

    /// <summary>The same without the programme, as estimated.</summary>
    public double? ComparisonShare { get; init; }

    /// <summary>Relative effect.</summary>
    public double? Relative { get; init; }

    /// <summary>Lower end of its 95 % interval.</summary>
    public double? RelativeLow { get; init; }

    /// <summary>Upper end of its 95 % interval.</summary>
    public double? RelativeHigh { get; init; }

    /// <summary>p value adjusted for many outcomes.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The smallest effect that could have been found.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>E-value of the interval's end nearer to no effect.</summary>
    public double? EValueOfLimit { get; init; }

    /// <summary>People on the programme.</summary>
    public CountFigure Programme { get; init; }

    /// <summary>People in comparison.</summary>
    public CountFigure Comparison { get; init; }
}

/// <summary>An outcome with its effect.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Effect">The effect; null where there is none.</param>
public sealed record EffectLine(OutcomeFacts Outcome, EffectModel? Effect);

/// <summary>The main estimates.</summary>
/// <param name="Headline">Every outcome, events and amounts, over the whole time.</param>
/// <param name="Windows">Effects on events by window, the whole time first; windows without a shown effect are left out.</param>
/// <param name="Amounts">Effects on amounts over the whole time.</param>
public sealed record EffectsModel(IReadOnlyList<EffectLine> Headline, IReadOnlyList<WindowEffects> Windows, IReadOnlyList<EffectLine> Amounts)
{
    /// <summary>True for an outcome that is an amount.</summary>
    public bool IsAmount(OutcomeFacts outcome) => Amounts.Any(a => ReferenceEquals(a.Outcome, outcome));
}

/// <summary>Effects over one window.</summary>
/// <param name="Id">A name for ids within the page.</param>
/// <param name="Title">The window in words.</param>
/// <param name="IsWhole">True for the whole time.</param>
/// <param name="Outcomes">The outcomes, department by department.</param>
public sealed record WindowEffects(string Id, string Title, bool IsWhole, IReadOnlyList<EffectLine> Outcomes);

/// <summary>The same effects by other means.</summary>
/// <param name="Outcomes">By estimator.</param>
/// <param name="Links">By treatment of doubtful links; none where that was not tried.</param>
/// <param name="Placebo">Of a year in which there was no programme; none where it is not observed.</param>
public sealed record EstimatorsModel(IReadOnlyList<EstimatorEffects> Outcomes, IReadOnlyList<LinkTreatmentEffects> Links, IReadOnlyList<EffectLine> Placebo)
{
    /// <summary>What must be true for each estimator, by its name in words.</summary>
    public IReadOnlyList<(string Estimator, string Assumes)> Assumptions { get; init; } = [];

    /// <summary>Half-years against the last one before the index date; none where the past is not observed.</summary>
    public IReadOnlyList<EventStudyLine> EventStudies { get; init; } = [];
}

/// <summary>One outcome's event study.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Periods">Half-years in order of time with their effects, the reference left out.</param>
/// <param name="PreTestPValue">p value of the joint test before the index date.</param>
public sealed record EventStudyLine(OutcomeFacts Outcome, IReadOnlyList<EventPeriodEffect> Periods, double? PreTestPValue);

/// <summary>The effect of one half-year.</summary>
/// <param name="Title">The half-year in words.</param>
/// <param name="IsBefore">True before the index date.</param>
/// <param name="Effect">The effect.</param>
/// <param name="Breakdown">How many times as much as ever before paths may differ with zero still outside the interval.</param>
public sealed record EventPeriodEffect(string Title, bool IsBefore, EffectModel? Effect, double? Breakdown);

/// <summary>One outcome by every estimator; null where there is no estimate.</summary>
public sealed record EstimatorEffects(OutcomeFacts Outcome)
{
    /// <summary>The difference without adjustment.</summary>
    public EffectModel? Naive { get; init; }

    /// <summary>Odds weights, the main estimate.</summary>
    public EffectModel? AttWeights { get; init; }

    /// <summary>Odds weights until the comparison joins.</summary>
    public EffectModel? UntilJoined { get; init; }

    /// <summary>Entropy balancing.</summary>
    public EffectModel? EntropyBalancing { get; init; }

    /// <summary>Odds weights and an outcome model, doubly robust.</summary>
    public EffectModel? DoublyRobust { get; init; }

    /// <summary>Nearest neighbour.</summary>
    public EffectModel? Nearest { get; init; }

    /// <summary>Nearest neighbour, with replacement.</summary>
    public EffectModel? NearestWithReplacement { get; init; }

    /// <summary>Difference-in-differences.</summary>
    public EffectModel? DifferenceInDifferences { get; init; }

    /// <summary>Share of the programme group that nearest neighbour leaves out.</summary>
    public double? NearestLeftOut { get; init; }
}

/// <summary>One outcome by every treatment of doubtful links; null where there is no estimate.</summary>
public sealed record LinkTreatmentEffects(OutcomeFacts Outcome)
{
    /// <summary>Matches only, the main estimate.</summary>
    public EffectModel? MatchesOnly { get; init; }

    /// <summary>Possible links taken too.</summary>
    public EffectModel? WithPossibleLinks { get; init; }

    /// <summary>Linked without National Insurance and pupil numbers.</summary>
    public EffectModel? WithoutNumbers { get; init; }

    /// <summary>Corrected for false links.</summary>
    public EffectModel? Corrected { get; init; }

    /// <summary>Links drawn at random.</summary>
    public EffectModel? Drawn { get; init; }

    /// <summary>Share of the drawn links that is expected to be right.</summary>
    public double? DrawnRight { get; init; }
}
