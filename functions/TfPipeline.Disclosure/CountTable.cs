namespace TfPipeline.Disclosure;

/// <summary>
/// A linked set of counts that is proposed for release: people by measure, window, group and one further dimension at a
/// time, split into categories that add up to the people.
/// </summary>
public sealed record CountTable
{
    /// <summary>The dimension of the rows that hold a group's total.</summary>
    public const string All = "all";

    /// <summary>The table's name in the release.</summary>
    public required string Name { get; init; }

    /// <summary>What the table holds, in words.</summary>
    public string Title { get; init; } = "";

    /// <summary>The name of the column that holds <see cref="CountRow.Measure"/>.</summary>
    public string MeasureColumn { get; init; } = "measure";

    /// <summary>The names of the categories, in the order of <see cref="CountRow.Categories"/>.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>
    /// How many of the categories are printed, from the first. A single one left out is still protected, because it is
    /// the difference between the people and the others.
    /// </summary>
    public required int PrintedCategories { get; init; }

    /// <summary>The window that covers the others, if any: no part can exceed it, and it cannot exceed the parts' sum.</summary>
    public string? CumulativeWindow { get; init; }

    /// <summary>The windows that make up <see cref="CumulativeWindow"/>.</summary>
    public IReadOnlyList<string> PartWindows { get; init; } = [];

    /// <summary>Further windows that others make up, such as a year of its half-years.</summary>
    public IReadOnlyList<WindowNest> FurtherNests { get; init; } = [];

    /// <summary>
    /// True for a table over everyone in the release, without windows: it is protected in one system of cells with every other such table and
    /// the flow, because the same people stand in all of them.
    /// </summary>
    public bool CountsEveryone { get; init; }

    /// <summary>Figures of a model that stand in each row, in the order of <see cref="CountRow.Figures"/>.</summary>
    public IReadOnlyList<FigureColumn> Figures { get; init; } = [];

    /// <summary>The rows. For each measure, window and group, the levels of each dimension add up to the row of <see cref="All"/>.</summary>
    public required IReadOnlyList<CountRow> Rows { get; init; }
}

/// <summary>A window with others inside it.</summary>
/// <param name="Whole">The window.</param>
/// <param name="Parts">The windows inside it.</param>
/// <param name="PartsOfWhole">How many parts make up the whole; with fewer only "no part exceeds it" holds.</param>
public sealed record WindowNest(string Whole, IReadOnlyList<string> Parts, int PartsOfWhole);

/// <summary>One row of a <see cref="CountTable"/>.</summary>
/// <param name="Measure">What is counted, for example an outcome.</param>
/// <param name="Population">
/// A name shared by measures that are counted over the same people, or nearly so: withheld head counts are withheld in all of them.
/// </param>
/// <param name="Window">The time window, or empty.</param>
/// <param name="Group">The group.</param>
/// <param name="Dimension">The dimension, or <see cref="CountTable.All"/>.</param>
/// <param name="Level">The dimension's level.</param>
/// <param name="People">People measured; null where the window is not covered, or nobody of the level is in scope.</param>
/// <param name="Categories">People by category; null where <paramref name="People"/> is.</param>
/// <param name="Absent">The symbol to print where there are no counts.</param>
public sealed record CountRow(
    string Measure,
    string Population,
    string Window,
    string Group,
    string Dimension,
    string Level,
    CellCount? People,
    IReadOnlyList<CellCount>? Categories,
    string Absent = TableSymbols.NotAvailable)
{
    /// <summary>A name for the set of people that <see cref="People"/> counts; equal names, in whatever table, are one cell. Null for a set of its own.</summary>
    public string? PeopleSet { get; init; }

    /// <summary>The same for each category; empty where every category is a set of its own.</summary>
    public IReadOnlyList<string?> CategorySets { get; init; } = [];

    /// <summary>Names of larger sets, of tables over everyone, that hold all people of this row.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Figures of a model, one per column of <see cref="CountTable.Figures"/>.</summary>
    public IReadOnlyList<ModelFigure> Figures { get; init; } = [];
}

/// <summary>A column of figures of a model.</summary>
/// <param name="Name">The column.</param>
/// <param name="Description">What it holds.</param>
public sealed record FigureColumn(string Name, string Description);

/// <summary>
/// A figure that a model states about the quality of data, such as expected precision: a mean of probabilities, never a quotient of
/// counts. It is printed to four decimals where the counts of its row are and enough people are behind it.
/// </summary>
/// <param name="Value">The figure; null where the model states none.</param>
/// <param name="Basis">The people whom it is a mean over.</param>
public readonly record struct ModelFigure(double? Value, CellCount Basis);

/// <summary>A figure as it may be printed.</summary>
/// <param name="Value">The figure, or null.</param>
/// <param name="Symbol">The symbol in its place, or null.</param>
internal readonly record struct PrintedFigure(double? Value, string? Symbol);

/// <summary>A count as it may be printed: a number or a symbol, never both.</summary>
/// <param name="Value">The printed number of people, or null.</param>
/// <param name="Symbol">The symbol in its place, or null.</param>
public readonly record struct PrintedCount(long? Value, string? Symbol);

/// <summary>One row of a table of counts as it may be printed.</summary>
/// <param name="Source">The row's keys; its counts are not to be printed.</param>
/// <param name="People">People.</param>
/// <param name="Categories">The printed categories.</param>
/// <param name="Figures">The figures.</param>
internal sealed record PrintedRow(CountRow Source, PrintedCount People, IReadOnlyList<PrintedCount> Categories, IReadOnlyList<PrintedFigure> Figures)
{
    /// <summary>The earlier release whose figures these are; null for those of this release.</summary>
    public string? AsOf { get; init; }

    /// <summary>What an attacker knows of this release's people and printed categories; empty where that wasn't asked.</summary>
    public IReadOnlyList<(long Low, long High)> Known { get; init; } = [];
}
