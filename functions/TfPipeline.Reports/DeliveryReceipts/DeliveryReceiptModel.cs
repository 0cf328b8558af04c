namespace TfPipeline.Reports.DeliveryReceipts;

/// <summary>What became of a department's delivery.</summary>
public enum DeliveryOutcome
{
    /// <summary>It is used.</summary>
    Used,

    /// <summary>It departs from what was to be expected and is used once somebody has accepted that.</summary>
    Held,

    /// <summary>Nothing of it is used; the department has to deliver again.</summary>
    Refused,
}

/// <summary>What a finding in a delivery does.</summary>
public enum DeliveryFindingKind
{
    /// <summary>The delivery is used, and the rows are left out or as they are said to be.</summary>
    Note,

    /// <summary>The delivery waits for somebody to accept it.</summary>
    Hold,

    /// <summary>The delivery is refused.</summary>
    Refusal,
}

/// <summary>What the page for a department's data owner shows: places, rules and counts, and no value of a record.</summary>
public sealed record DeliveryReceiptModel
{
    /// <summary>The department in plain words.</summary>
    public required string Department { get; init; }

    /// <summary>The delivery's name; null where none with a manifest that can be read was found.</summary>
    public required string? Delivery { get; init; }

    /// <summary>The run that checked it.</summary>
    public required string Run { get; init; }

    /// <summary>True to say that the people are made up.</summary>
    public required bool IsSynthetic { get; init; }

    /// <summary>What became of it.</summary>
    public required DeliveryOutcome Outcome { get; init; }

    /// <summary>Rows by table.</summary>
    public required IReadOnlyList<(string Table, long Rows)> Rows { get; init; }

    /// <summary>All findings, those that refuse first.</summary>
    public required IReadOnlyList<DeliveryFindingLine> Findings { get; init; }

    /// <summary>Misfits by rule.</summary>
    public required IReadOnlyList<DeliveryRuleCount> Rules { get; init; }

    /// <summary>The command that accepts what holds the delivery; null where nothing waits.</summary>
    public required string? Command { get; init; }

    /// <summary>Who accepted what departs, when and why; null where nobody did.</summary>
    public required DeliveryAcceptanceLine? Acceptance { get; init; }
}

/// <summary>A finding.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="File">The file; null for none in particular.</param>
/// <param name="Column">The column or outcome; null for none in particular.</param>
/// <param name="Rows">Rows concerned; null where none are counted.</param>
/// <param name="Share">Their share; null where none are counted.</param>
/// <param name="Departure">A figure with its limits in words; null where there is none.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record DeliveryFindingLine(
    DeliveryFindingKind Kind, string Rule, string? File, string? Column, long? Rows, double? Share, string? Departure, string Problem, string Remedy);

/// <summary>How often a rule is broken.</summary>
/// <param name="Rule">The rule in words.</param>
/// <param name="Misfits">Values that break it.</param>
/// <param name="Values">Values that it was asked of.</param>
public sealed record DeliveryRuleCount(string Rule, long Misfits, long Values);

/// <summary>An acceptance.</summary>
/// <param name="By">Who.</param>
/// <param name="On">The day, by the storage's clock.</param>
/// <param name="Reason">Why.</param>
public sealed record DeliveryAcceptanceLine(string By, DateOnly On, string Reason);
