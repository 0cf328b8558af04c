namespace TfPipeline.Evaluation.Panels;

/// <summary>What a panel was made from: written beside it, and into every release.</summary>
public sealed record PanelInfo
{
    /// <summary>The run that made it.</summary>
    public required string RunId { get; init; }

    /// <summary>True when any delivery in it says that it is synthetic.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>Version of the pseudonym key that made the references.</summary>
    public required string KeyVersion { get; init; }

    /// <summary>The mark of <see cref="Pseudonyms.ReferenceScheme"/>; set when the panel is written.</summary>
    public string? References { get; init; }

    /// <summary>Number of people.</summary>
    public required int People { get; init; }

    /// <summary>Number of families.</summary>
    public required int Families { get; init; }

    /// <summary>The outcomes, in the order of their columns.</summary>
    public required IReadOnlyList<OutcomeDefinition> Outcomes { get; init; }

    /// <summary>The departments, in ordinal order of their codes.</summary>
    public required IReadOnlyList<PanelDepartment> Departments { get; init; }

    /// <summary>Names of the sets of links that the panel holds beside its own.</summary>
    public IReadOnlyList<string> LinkSets { get; init; } = [];

    /// <summary>Counts from uploads to panel, each with the stage that it belongs to, in the order of the flow.</summary>
    public required IReadOnlyList<FlowCount> Flow { get; init; }
}

/// <summary>One department's part in a panel.</summary>
/// <param name="Code">Department code.</param>
/// <param name="Title">Plain words for a reader.</param>
/// <param name="Delivery">Name of the delivery used.</param>
/// <param name="ContractVersion">Version of the department's contract.</param>
/// <param name="Synthetic">True when the delivery says that it is synthetic.</param>
/// <param name="Coverage">The days that the delivery covers, per outcome.</param>
/// <param name="Links">People by link standing.</param>
/// <param name="UnusableRows">Rows of linked people that an outcome could not use: a missing date, or an end before its start.</param>
public sealed record PanelDepartment(
    string Code,
    string Title,
    string Delivery,
    int ContractVersion,
    bool Synthetic,
    IReadOnlyList<OutcomeCoverage> Coverage,
    LinkCounts Links,
    long UnusableRows = 0)
{
    /// <summary>Misfits of the delivery by the contract's rule; empty where they were not counted.</summary>
    public IReadOnlyList<DataQuality> Quality { get; init; } = [];

    /// <summary>What departed in the delivery and was accepted, in words without a figure.</summary>
    public IReadOnlyList<string> Departures { get; init; } = [];

    /// <summary>Why they were accepted; null where nothing departed.</summary>
    public string? AcceptedBecause { get; init; }
}

/// <summary>How often a delivery breaks a rule of its contract.</summary>
/// <param name="Rule">The rule's code, in words with underscores.</param>
/// <param name="Misfits">Values that break it. They are left out or are as the rule says.</param>
/// <param name="Values">Values that the rule was asked of.</param>
public sealed record DataQuality(string Rule, long Misfits, long Values);

/// <summary>The days for which a delivery is complete for an outcome, both inclusive.</summary>
public sealed record OutcomeCoverage(string Outcome, DateOnly From, DateOnly To);

/// <summary>People by link standing; they add up to the panel's people.</summary>
public sealed record LinkCounts(int Match, int Possible, int Ambiguous, int None);

/// <summary>A number in the flow diagram.</summary>
/// <param name="Stage">Stage, such as <c>cohort</c> or <c>offences</c>.</param>
/// <param name="Reason">What was counted, in words with underscores.</param>
/// <param name="People">Number of people.</param>
/// <param name="Families">Number of families; null where the stage does not count them.</param>
public sealed record FlowCount(string Stage, string Reason, int People, int? Families = null);
