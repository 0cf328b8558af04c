using System.Globalization;

namespace TfPipeline.Core.Panel.Deliveries;

/// <summary>One thing that is wrong with a delivery. It names places and remedies, never a value or a folder's name.</summary>
/// <param name="Department">Department code.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="File">File within the delivery, where one is meant; its name was checked to be of the agreed form.</param>
/// <param name="Column">Column of the contract, where one is meant.</param>
/// <param name="RowGroup">Row group, from 0, where one is meant.</param>
public sealed record DeliveryFinding(string Department, DeliveryRule Rule, string? File = null, string? Column = null, int? RowGroup = null)
{
    /// <summary>Rows that break the rule, where rows do; of a rule about repeated rows, the repeats.</summary>
    public long? Rows { get; init; }

    /// <summary>Their share of the rows that the rule is about, 0 to 1.</summary>
    public double? Share { get; init; }

    /// <summary>False where the delivery is used all the same: the rows are few enough for the contract, and are left out or as they are said to be.</summary>
    public bool Refuses { get; init; } = true;

    /// <summary>True where the delivery can be as it is, and is used once somebody who knows has accepted it with a reason.</summary>
    public bool Holds { get; init; }

    /// <summary>Outcome of the contract, where one is meant.</summary>
    public string? Outcome { get; init; }

    /// <summary>By how much it departs, where a figure of the whole extract does.</summary>
    public Departure? Departure { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public string Problem => DeliveryRules.Problem(Rule);

    /// <summary>What the department should do, in one sentence.</summary>
    public string Remedy => DeliveryRules.Remedy(Rule);

    /// <summary>Place, problem and remedy in one line.</summary>
    public override string ToString()
    {
        var place = $"Delivery of {Department}";
        if (File is not null)
            place += $", file {File}";
        if (RowGroup is { } group)
            place += FormattableString.Invariant($", row group {group}");
        if (Column is not null)
            place += $", column {Column}";
        if (Outcome is not null)
            place += $", outcome {Outcome}";
        if (Departure is { } departure)
            place += $", {departure}";
        if (Rows is { } rows)
            place += string.Create(CultureInfo.InvariantCulture, $", {rows:N0} rows ({Share ?? 0:P2})");
        return Refuses || Holds ? $"{place}: {Problem} {Remedy}" : $"{place}: {Problem} The delivery is used.";
    }
}

/// <summary>A figure of a whole extract that is outside its limits.</summary>
/// <param name="Measured">The figure.</param>
/// <param name="From">Lowest that is taken.</param>
/// <param name="To">Highest that is taken.</param>
public sealed record Departure(double Measured, double From, double To)
{
    /// <summary>The figure that the limits were made from: of the delivery before or of the other years; null where the contract gives them.</summary>
    public double? Expected { get; init; }

    /// <summary>The calendar year, where one is meant.</summary>
    public int? Year { get; init; }

    /// <summary>The contract's code, where one is meant.</summary>
    public string? Code { get; init; }

    /// <summary>The figure and its limits in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Code is null ? "" : $"code {Code}, ")}{(Year is { } year ? $"{year}: " : "")}{Figure(Measured)}{(Expected is { } expected ? $" where {Figure(expected)} was to be expected" : "")} (limits {Figure(From)} to {Figure(To)})");

    // Three digits, whatever the size.
    private static string Figure(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "N1" : value >= 1 ? "N2" : "0.####", CultureInfo.InvariantCulture);
}

/// <summary>A delivery turned out to be unusable while it was read; reading again gives the same, so it is not worth a retry.</summary>
public sealed class DeliveryException : Exception
{
    /// <summary>The message is the finding's text.</summary>
    public DeliveryException(DeliveryFinding finding, Exception? inner = null)
        : base(finding.ToString(), inner)
        => Finding = finding;

    /// <summary>What is wrong.</summary>
    public DeliveryFinding Finding { get; }
}
