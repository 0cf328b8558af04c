namespace TfPipeline.Reports;

/// <summary>What stands where a number does not, in the notation of official statistics.</summary>
public enum Symbol
{
    /// <summary>Nothing: there is a number, or the cell is empty.</summary>
    None,

    /// <summary><c>c</c>: withheld, whatever the reason.</summary>
    Withheld,

    /// <summary><c>z</c>: not applicable.</summary>
    NotApplicable,

    /// <summary><c>x</c>: not available.</summary>
    NotAvailable,
}

/// <summary>A count as a page may show it.</summary>
/// <param name="Value">The count, or null.</param>
/// <param name="Symbol">What stands in its place.</param>
public readonly record struct CountFigure(long? Value, Symbol Symbol = Symbol.None);

/// <summary>A share as a page may show it.</summary>
/// <param name="Value">The share, 0 to 1, or null.</param>
/// <param name="Symbol">What stands in its place.</param>
public readonly record struct ShareFigure(double? Value, Symbol Symbol = Symbol.None);
