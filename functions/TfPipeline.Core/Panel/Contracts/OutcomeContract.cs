using TfPipeline.Evaluation.Panels;

namespace TfPipeline.Core.Panel.Contracts;

/// <summary>One outcome and how it is made.</summary>
public sealed record OutcomeContract
{
    /// <summary>Code: lower-case letters, digits and underscores, unique over all departments.</summary>
    public required string Code { get; init; }

    /// <summary>Plain words for a reader.</summary>
    public required string Title { get; init; }

    /// <summary>What a value of 1 means, or the unit of an amount.</summary>
    public required string Unit { get; init; }

    /// <summary>Whether more of it is good or bad.</summary>
    public required OutcomeDirection MoreIs { get; init; }

    /// <summary>Ages in scope; null for all.</summary>
    public AgeRange? Ages { get; init; }

    /// <summary>What someone without a record gets.</summary>
    public required UnlinkedRule Unlinked { get; init; }

    /// <summary>Why that assumption holds, for the reader of a release.</summary>
    public required string UnlinkedReason { get; init; }

    /// <summary>How it is made.</summary>
    public required OutcomeRule Rule { get; init; }

    /// <summary>Where the rate over a whole extract lies, in the unit of <see cref="Deliveries.OutcomeRate"/>; null where nothing is known of it.</summary>
    public RateBand? Band { get; init; }

    /// <summary>Most times that the rate may be that of the delivery before, or that one's of it, before the delivery is held.</summary>
    public double MostChange { get; init; } = 1.35;

    /// <summary>Most times that a year's rate may be that of the other years, or the same year's of the delivery before.</summary>
    public double MostYearlyChange { get; init; } = 2.5;

    /// <summary>The outcome as the panel describes it.</summary>
    public OutcomeDefinition ToDefinition(string department) => new(
        Code,
        department,
        Title,
        Rule.IsAmount ? OutcomeScale.Amount : OutcomeScale.Event,
        Unit,
        MoreIs,
        Ages?.From,
        Ages?.To,
        Unlinked == UnlinkedRule.Zero ? OutcomeState.Assumed : OutcomeState.Unknown);
}

/// <summary>Lowest and highest rate.</summary>
public sealed record RateBand(double From, double To);

/// <summary>Ages in whole years, both inclusive; null for open.</summary>
public sealed record AgeRange(int? From = null, int? To = null);

/// <summary>What someone without a record gets.</summary>
public enum UnlinkedRule
{
    /// <summary>Nothing happened: 0, marked as assumed.</summary>
    Zero,

    /// <summary>Nobody knows: no value.</summary>
    Unknown,
}

/// <summary>How an outcome is made from one table. Which members a kind needs is on each kind.</summary>
public sealed record OutcomeRule
{
    /// <summary>The kind of rule.</summary>
    public required OutcomeRuleKind Kind { get; init; }

    /// <summary>The table's name.</summary>
    public required string Table { get; init; }

    /// <summary>Rows count only when each of these columns holds one of its values, compared exactly; null for all rows.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Where { get; init; }

    /// <summary>Date column, for events and results.</summary>
    public string? Date { get; init; }

    /// <summary>First day's column, for spells and shares.</summary>
    public string? From { get; init; }

    /// <summary>Last day's column, for spells and shares; for spells an empty value is an open end.</summary>
    public string? To { get; init; }

    /// <summary>What is counted of a spell.</summary>
    public SpellMeasure Measure { get; init; }

    /// <summary>Column summed above the line, whole numbers.</summary>
    public string? Numerator { get; init; }

    /// <summary>Column summed below the line, whole numbers.</summary>
    public string? Denominator { get; init; }

    /// <summary>The share from which the outcome is 1, more than 0 and at most 1.</summary>
    public decimal? AtLeast { get; init; }

    /// <summary>Column of the result.</summary>
    public string? Value { get; init; }

    /// <summary>True when the values are amounts rather than 0 and 1.</summary>
    public bool IsAmount => Kind == OutcomeRuleKind.FirstResult || (Kind == OutcomeRuleKind.Spell && Measure == SpellMeasure.Days);
}

/// <summary>Kinds of rules.</summary>
public enum OutcomeRuleKind
{
    /// <summary>1 when a row's <c>date</c> is in the window and the person's age that day is in scope, else 0.</summary>
    Event,

    /// <summary>
    /// Rows are spells from <c>from</c> to <c>to</c>, both days included; an open one ends with the coverage. Any: 1 when a spell
    /// touches the window at an age in scope, else 0. Days: days of the window in at least one spell, overlaps counted once.
    /// </summary>
    Spell,

    /// <summary>
    /// A row belongs to the window that holds the middle day of <c>from</c> … <c>to</c>. 1 when numerator ÷ denominator over
    /// the window's rows is at least <c>atLeast</c>, else 0; missing when the denominators add up to nothing.
    /// </summary>
    Share,

    /// <summary>
    /// <c>value</c> of the first row dated on or after the index date, in the windows that hold its day; in windows before the
    /// index date, that of the last row before it. Missing elsewhere.
    /// </summary>
    FirstResult,
}

/// <summary>What is counted of a spell.</summary>
public enum SpellMeasure
{
    /// <summary>Whether there is one.</summary>
    Any,

    /// <summary>How many days.</summary>
    Days,
}
